// Bodies of support.h, and main: GL debug messages of high or medium severity fail the run.
#include "support.h"
#include "core/winograd.h"
#include "gpu/winograd_job.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/bank.h"

namespace sep::gpu::testing {

namespace {
std::unique_ptr<Engine> shared_engines[std::size(kFamilies)];  // end before their context does
}

Engine& engine(Family family) { return *shared_engines[static_cast<size_t>(family)]; }

bool begin_engine() {
  for (const Family family : kFamilies) {
    Limits limits = driver_limits(family == Family::registers);  // as on a GPU, where it runs tiles
    limits.family = family;
    limits.winograd_tiles = 0;  // whatever it serves is tested on it
    auto made = Engine::create(SEPSCOPE_SHADERS, limits);
    if (!made) {
      std::fprintf(stderr, "%s\n", made.error().message.c_str());
      return false;
    }
    shared_engines[static_cast<size_t>(family)] = std::move(*made);
  }
  return true;
}

std::vector<std::string> end_engine() {
  std::vector<std::string> messages;
  for (auto& one : shared_engines) {
    for (std::string& message : one->take_gl_messages()) messages.push_back(std::move(message));
    one.reset();
  }
  return messages;
}

std::unique_ptr<Engine> engine_with(const Limits& limits) {
  return std::move(*Engine::create(SEPSCOPE_SHADERS, limits));
}

std::vector<float> noise_weights(int64_t count, uint32_t seed) {
  std::vector<float> out(static_cast<size_t>(count));
  for (size_t i = 0; i < out.size(); ++i) out[i] = static_cast<float>(std::tanh(seeded_normal(seed, i)));
  return out;
}

Tensor noise(const Shape& shape, uint32_t seed) { return {shape, noise_weights(shape.elements(), seed)}; }

int tile_of(const ConvSpec& spec, const Shape& in, const Limits& limits) {
  return WinogradJob::serves(spec, in, limits) ? winograd::kTile : 1;
}

namespace {

/// Largest magnitude of the tile×tile elements that are made together with element i.
double tile_magnitude(const ReferenceOutput& reference, int64_t i, int64_t tile) {
  if (tile == 1) return reference.magnitude[static_cast<size_t>(i)];
  const Shape& s = reference.shape;
  const int64_t plane = i / (s.h * s.w) * s.h * s.w, y0 = i / s.w % s.h / tile * tile,
                x0 = i % s.w / tile * tile;
  double largest = 0;
  for (int64_t y = y0; y < std::min(y0 + tile, s.h); ++y) {
    for (int64_t x = x0; x < std::min(x0 + tile, s.w); ++x)
      largest = std::max(largest, reference.magnitude[static_cast<size_t>(plane + y * s.w + x)]);
  }
  return largest;
}

}  // namespace

::testing::AssertionResult matches(const Tensor& y, const ReferenceOutput& reference, int tile) {
  if (y.shape != reference.shape) {
    return ::testing::AssertionFailure()
           << "shape " << to_text(y.shape) << ", expected " << to_text(reference.shape);
  }
  for (int64_t i = 0; i < y.shape.elements(); ++i) {
    const auto at = static_cast<size_t>(i);
    const double bound = 1e-5 * tile_magnitude(reference, i, tile) + 1e-30;
    if (std::abs(y.values[at] - reference.values[at]) <= bound) continue;
    const int64_t x = i % y.shape.w, row = i / y.shape.w % y.shape.h,
                  c = i / (y.shape.w * y.shape.h) % y.shape.c;
    return ::testing::AssertionFailure()
           << "[" << i / (y.shape.w * y.shape.h * y.shape.c) << "," << c << "," << row << "," << x << "] is "
           << y.values[at] << ", expected " << reference.values[at] << " ± " << bound;
  }
  return ::testing::AssertionSuccess();
}

}  // namespace sep::gpu::testing

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  const auto context = sep::gpu::OffscreenContext::create(true);
  if (!context) {
    std::fprintf(stderr, "%s\n", context.error().message.c_str());
    return 1;
  }
  if (!sep::gpu::testing::begin_engine()) return 1;
  const int failed = RUN_ALL_TESTS();
  const auto messages = sep::gpu::testing::end_engine();
  for (const std::string& message : messages) std::fprintf(stderr, "GL message: %s\n", message.c_str());
  return messages.empty() ? failed : 1;
}
