// One context and one engine for all GPU tests, and comparisons that name the failing index.
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "gpu/context.h"
#include "gpu/engine.h"

namespace sep::gpu::testing {

/// Engine with the driver's own limits and shaders of a family, each made once by main().
Engine& engine(Family family = Family::registers);
constexpr Family kFamilies[] = {Family::registers, Family::tiles};
bool begin_engine();
/// GL messages of every engine of the run.
std::vector<std::string> end_engine();

/// A new engine with these limits on the same context.
std::unique_ptr<Engine> engine_with(const Limits& limits);

/// Values in −1…1, not symmetric, the same on every run.
Tensor noise(const Shape& shape, uint32_t seed);
std::vector<float> noise_weights(int64_t count, uint32_t seed);

/// |y − reference| ≤ 1e-5·Σ|w·x| everywhere; names the first index that fails. tile: the sum is the largest
/// of the tile×tile elements that one invocation makes of the same products.
::testing::AssertionResult matches(const Tensor& y, const ReferenceOutput& reference, int tile = 1);
/// Tile that make_job()'s choice makes together.
int tile_of(const ConvSpec& spec, const Shape& in, const Limits& limits);

}  // namespace sep::gpu::testing
