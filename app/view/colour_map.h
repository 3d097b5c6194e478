// Colour maps: a value's place in its range, 0…1, to sRGB. Fitted by this project as polynomials in OKLab.
// Knows no GL.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace sep::view {

/// The tints run from black to one primary: the channels of a colour picture.
enum class Map : uint8_t { grey, viridis, cividis, diverging, red, green, blue, true_colour };
inline constexpr int kTableMaps = 7;    ///< maps that are a table of one value; true colour is none
inline constexpr int kTableSize = 255;  ///< odd, so that zero has a colour of its own in the diverging map

struct Rgb {
  float r = 0, g = 0, b = 0;
};

/// t in 0…1; the diverging map has its zero at 0.5. Outside values are clamped.
Rgb colour_of(Map map, float t);

/// The colour of NaN and infinity on every map.
inline constexpr Rgb kNanColour{1.0F, 0.0F, 0.86F};

/// RGBA bytes, kTableMaps rows of kTableSize.
std::vector<uint8_t> colour_table();

}  // namespace sep::view
