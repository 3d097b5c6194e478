// Bodies of playback.h.
#include "core/playback.h"

#include <algorithm>
#include <cmath>

namespace sep {
namespace {

/// Steps due since the playback was set; bounded so that the conversion is defined.
int64_t steps_due(const Playback& p, double now_s) {
  const double due = std::floor(std::max(0.0, now_s - p.since_s) * p.rate);
  return static_cast<int64_t>(std::min(due, 4e18));
}

}  // namespace

int64_t position_at(const Playback& p, const Steps& steps, double now_s) {
  const int64_t from = std::clamp<int64_t>(p.from, 0, steps.total());
  return p.playing ? steps.advance(from, p.granularity, steps_due(p, now_s)) : from;
}

bool moves(const Playback& p, const Steps& steps, double now_s) {
  return p.playing && position_at(p, steps, now_s) < steps.total();
}

double until_next_s(const Playback& p, const Steps& steps, double now_s) {
  if (!moves(p, steps, now_s)) return 0;
  const double next = p.since_s + static_cast<double>(steps_due(p, now_s) + 1) / p.rate;
  return std::max(next - now_s, 1e-6);
}

Playback jumped(Playback p, const Steps& steps, int64_t position, double now_s) {
  p.from = std::clamp<int64_t>(position, 0, steps.total());
  p.since_s = now_s;
  return p;
}

Playback toggled(Playback p, const Steps& steps, double now_s) {
  const bool moving = moves(p, steps, now_s);
  const int64_t here = position_at(p, steps, now_s);
  p = jumped(p, steps, !moving && here == steps.total() ? 0 : here, now_s);
  p.playing = !moving;
  return p;
}

Playback stepped(Playback p, const Steps& steps, int64_t count, double now_s) {
  p = jumped(p, steps, steps.advance(position_at(p, steps, now_s), p.granularity, count), now_s);
  p.playing = false;
  return p;
}

Playback paced(Playback p, const Steps& steps, Granularity granularity, double rate, double now_s) {
  p = jumped(p, steps, position_at(p, steps, now_s), now_s);
  p.granularity = granularity;
  p.rate = std::isfinite(rate) ? std::clamp(rate, kLeastRate, kMostRate) : kLeastRate;
  return p;
}

}  // namespace sep
