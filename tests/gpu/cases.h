// Awkward convolutions that every shader must get right.
#pragma once

#include <ostream>

#include "core/conv.h"

namespace sep::gpu::testing {

struct Case {
  const char* name;
  Shape in;
  ConvSpec spec;
};

inline std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.name; }

inline const Case kCases[] = {
    {"one pixel", {1, 1, 1, 1}, {1, 1, 1, {1, 1}, {1, 1}, {1, 1}, {}, Border::zero}},
    {"wang standard", {1, 3, 12, 12}, {3, 256, 1, {5, 5}, {1, 1}, {1, 1}, {}, Border::zero}},
    {"wang depthwise", {1, 3, 12, 12}, {3, 3, 3, {5, 5}, {1, 1}, {1, 1}, {}, Border::zero}},
    {"wang pointwise", {1, 3, 8, 8}, {3, 256, 1, {1, 1}, {1, 1}, {1, 1}, {}, Border::zero}},
    {"primes", {1, 5, 37, 131}, {5, 7, 1, {3, 5}, {1, 1}, {1, 1}, {1, 2, 1, 2}, Border::zero}},
    {"depthwise, taps written out",
     {2, 3, 19, 37},
     {3, 3, 3, {3, 3}, {1, 1}, {1, 1}, {1, 1, 1, 1}, Border::zero}},
    {"depthwise, one row more than a block",
     {1, 2, 9, 18},
     {2, 2, 2, {5, 5}, {1, 1}, {1, 1}, {3, 0, 1, 4}, Border::zero}},
    {"depthwise, wide kernel", {1, 2, 6, 63}, {2, 2, 2, {2, 12}, {1, 1}, {1, 1}, {0, 5, 1, 6}, Border::zero}},
    {"depthwise, border copied",
     {1, 3, 11, 13},
     {3, 3, 3, {3, 4}, {1, 1}, {1, 1}, {1, 2, 1, 1}, Border::reflect}},
    {"just past a work-group", {1, 2, 9, 129}, {2, 2, 2, {3, 3}, {1, 1}, {1, 1}, {1, 1, 1, 1}, Border::zero}},
    {"one column wide", {1, 2, 33, 1}, {2, 2, 2, {7, 1}, {1, 1}, {1, 1}, {3, 0, 3, 0}, Border::zero}},
    {"one row high", {1, 2, 1, 33}, {2, 2, 2, {1, 7}, {1, 1}, {1, 1}, {0, 3, 0, 3}, Border::zero}},
    {"kernel larger than the image",
     {1, 2, 3, 5},
     {2, 3, 1, {7, 9}, {1, 1}, {1, 1}, {3, 4, 2, 5}, Border::zero}},
    {"only padding is read", {1, 1, 2, 2}, {1, 1, 1, {2, 2}, {5, 5}, {1, 1}, {6, 7, 5, 6}, Border::zero}},
    {"63 by 63", {1, 1, 70, 67}, {1, 2, 1, {63, 63}, {1, 1}, {1, 1}, {31, 31, 31, 31}, Border::zero}},
    {"stride", {1, 3, 23, 29}, {3, 6, 3, {3, 3}, {2, 3}, {1, 1}, {1, 0, 1, 2}, Border::zero}},
    {"stride larger than the kernel", {1, 2, 31, 40}, {2, 2, 1, {2, 2}, {5, 7}, {1, 1}, {}, Border::zero}},
    {"stride 8", {1, 1, 64, 64}, {1, 1, 1, {5, 5}, {8, 8}, {1, 1}, {2, 2, 2, 2}, Border::zero}},
    {"pointwise with stride", {1, 6, 13, 17}, {6, 9, 1, {1, 1}, {2, 2}, {1, 1}, {}, Border::zero}},
    {"dilation", {1, 2, 29, 31}, {2, 4, 2, {3, 4}, {1, 1}, {3, 2}, {1, 3, 2, 0}, Border::zero}},
    {"dilation and stride", {1, 2, 41, 43}, {2, 2, 1, {3, 3}, {3, 2}, {4, 5}, {4, 5, 3, 2}, Border::zero}},
    {"groups of unequal depth",
     {1, 12, 11, 10},
     {12, 8, 4, {3, 3}, {1, 1}, {1, 1}, {1, 1, 1, 1}, Border::zero}},
    {"five outputs a group", {1, 4, 9, 21}, {4, 10, 2, {3, 2}, {1, 1}, {1, 1}, {}, Border::zero}},
    {"column, rank 3", {1, 3, 21, 19}, {3, 9, 3, {5, 1}, {1, 1}, {1, 1}, {2, 0, 2, 0}, Border::zero}},
    {"column, rank 5", {1, 2, 21, 19}, {2, 10, 2, {5, 1}, {1, 1}, {1, 1}, {2, 0, 2, 0}, Border::zero}},
    {"column, stride", {1, 3, 21, 19}, {3, 3, 3, {5, 1}, {2, 1}, {2, 1}, {2, 0, 1, 0}, Border::zero}},
    {"row, rank 3", {1, 9, 17, 26}, {9, 3, 3, {1, 6}, {1, 1}, {1, 1}, {0, 2, 0, 3}, Border::zero}},
    {"batch of three", {3, 4, 7, 9}, {4, 6, 2, {3, 3}, {1, 1}, {1, 1}, {1, 1, 1, 1}, Border::zero}},
    {"batch with stride", {2, 3, 15, 14}, {3, 5, 1, {3, 3}, {2, 2}, {1, 1}, {1, 1, 0, 0}, Border::zero}},
    {"replicate", {1, 2, 9, 11}, {2, 2, 2, {5, 5}, {1, 1}, {1, 1}, {2, 2, 2, 2}, Border::replicate}},
    {"replicate past the image",
     {1, 1, 2, 3},
     {1, 1, 1, {3, 3}, {1, 1}, {1, 1}, {4, 5, 3, 6}, Border::replicate}},
    {"reflect", {1, 2, 9, 11}, {2, 3, 1, {5, 3}, {1, 2}, {2, 1}, {3, 4, 5, 6}, Border::reflect}},
    {"wrap", {1, 2, 9, 11}, {2, 2, 1, {4, 4}, {2, 1}, {1, 2}, {1, 2, 3, 4}, Border::wrap}},
    {"3×3 of many channels, tiles cut",
     {1, 17, 13, 27},
     {17, 19, 1, {3, 3}, {1, 1}, {1, 1}, {1, 1, 1, 1}, Border::zero}},
    {"3×3 of many channels, uneven pads",
     {2, 16, 9, 70},
     {16, 33, 1, {3, 3}, {1, 1}, {1, 1}, {2, 3, 0, 6}, Border::zero}},
    {"3×3 of many channels, no pads", {1, 40, 34, 18}, {40, 16, 1, {3, 3}, {1, 1}, {1, 1}, {}, Border::zero}},
    {"many channels", {1, 130, 5, 6}, {130, 70, 1, {1, 1}, {1, 1}, {1, 1}, {}, Border::zero}},
};

}  // namespace sep::gpu::testing
