// Bodies of family.h.
#include "gpu/family.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "gpu/benchmark.h"
#include "gpu/context.h"

namespace sep::gpu {
namespace {

constexpr std::array kFamilies{Family::registers, Family::tiles};
constexpr int kRepeats = 5;
constexpr double kLongEnoughMs = 0.5;
constexpr int kFirstSide = 64, kMostSide = 1024;

Workload workload(bool pointwise, int side) {
  constexpr int kChannels = 16;
  const Size2 one{1, 1}, kernel = pointwise ? one : Size2{3, 3};
  const Pads pads = pointwise ? Pads{} : Pads{1, 1, 1, 1};
  return {"",
          "",
          {1, kChannels, side, side},
          {{kChannels, kChannels, pointwise ? 1 : kChannels, kernel, one, one, pads, Border::zero}},
          Form::direct};
}

/// Infinite where the shaders do not run.
double time_of(ProgramCache& programs, Limits limits, Family family, const Workload& w) {
  limits.family = family;
  const auto m = measure(programs, limits, w, kRepeats);
  return m ? m->min_ms : std::numeric_limits<double>::infinity();
}

}  // namespace

const char* word_for(Family family) { return family == Family::tiles ? "tiles" : "registers"; }

std::optional<Family> family_for(std::string_view word) {
  for (const Family f : kFamilies) {
    if (word == word_for(f)) return f;
  }
  return std::nullopt;
}

std::string driver_name() {
  std::string out;
  for (const GLenum name : {GL_RENDERER, GL_VERSION}) {
    const auto* text = reinterpret_cast<const char*>(glGetString(name));
    out += (out.empty() ? "" : ", ") + std::string(text == nullptr ? "" : text);
  }
  return out;
}

Family faster_of(std::span<const FamilyTimes> times) {
  double product = 1;
  for (const FamilyTimes& t : times) product *= t.registers / t.tiles;
  return product > 1 ? Family::tiles : Family::registers;
}

Result<Family> measure_family(ProgramCache& programs, const Limits& limits, const std::stop_token& stop) {
  std::vector<FamilyTimes> times;
  for (const bool pointwise : {false, true}) {
    FamilyTimes t;
    for (int side = kFirstSide; side <= kMostSide; side *= 2) {
      t.registers = time_of(programs, limits, Family::registers, workload(pointwise, side));
      if (stop.stop_requested()) return fail("the measurement was stopped");
      t.tiles = time_of(programs, limits, Family::tiles, workload(pointwise, side));
      if (stop.stop_requested()) return fail("the measurement was stopped");
      if (std::min(t.registers, t.tiles) >= kLongEnoughMs) break;
    }
    if (std::isinf(t.registers) && std::isinf(t.tiles))
      return fail("neither family of shaders runs on this driver");
    times.push_back(t);
  }
  return faster_of(times);
}

FamilyProbe::FamilyProbe(std::filesystem::path shader_dir, const Limits& limits)
    : thread_([this, dir = std::move(shader_dir), limits](const std::stop_token& stop) {
        constexpr int kNice = 10;
        setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNice);  // of this thread
        const auto context = OffscreenContext::create();
        if (!context) return;
        ProgramCache programs(dir);
        if (const auto family = measure_family(programs, limits, stop)) measured_ = static_cast<int>(*family);
      }) {}

std::optional<Family> FamilyProbe::take() {
  const int value = measured_.exchange(-1);
  return value < 0 ? std::nullopt : std::optional(static_cast<Family>(value));
}

}  // namespace sep::gpu
