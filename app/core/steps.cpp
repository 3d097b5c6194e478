// Bodies of steps.h: mixed-radix arithmetic over (stage, b, c, y, x, term).
#include "core/steps.h"

#include <algorithm>

namespace sep {

Steps::Steps(std::span<const Stage> stages) {
  start_.push_back(0);
  for (const Stage& s : stages) {
    const int64_t terms = s.spec.weight_count() / s.spec.c_out;
    parts_.push_back({s.spec, s.out, terms});
    start_.push_back(start_.back() + s.out.elements() * terms);
  }
}

int64_t Steps::clamped(int64_t position) const { return std::clamp<int64_t>(position, 0, total()); }

int Steps::stage_at(int64_t position) const {
  const auto after = std::upper_bound(start_.begin(), start_.end(), position);
  return static_cast<int>(after - start_.begin()) - 1;
}

Cursor Steps::at(int64_t position) const {
  position = clamped(position);
  Cursor cursor;
  cursor.stage = stage_at(position);
  if (cursor.stage == stages()) return cursor;
  const Part& p = part(cursor.stage);
  int64_t rest = position - stage_start(cursor.stage);
  const auto digit = [&rest](int64_t radix) {
    const int64_t value = rest % radix;
    rest /= radix;
    return value;
  };
  cursor.term = digit(p.terms);
  cursor.x = static_cast<int>(digit(p.out.w));
  cursor.y = static_cast<int>(digit(p.out.h));
  cursor.channel = static_cast<int>(digit(p.out.c));
  cursor.b = rest;
  rest = cursor.term;
  cursor.j = static_cast<int>(digit(p.spec.kernel.w));
  cursor.i = static_cast<int>(digit(p.spec.kernel.h));
  cursor.c_in = input_channels(p.spec, cursor.channel).first + static_cast<int>(rest);
  return cursor;
}

int64_t Steps::position_of(const Cursor& c) const {
  if (c.stage >= stages()) return total();
  const Part& p = part(c.stage);
  return completion(c.stage, c.b, c.channel, c.y, c.x) - p.terms + c.term;
}

int64_t Steps::completion(int stage, int64_t b, int channel, int y, int x) const {
  const Part& p = part(stage);
  const int64_t element = ((b * p.out.c + channel) * p.out.h + y) * p.out.w + x;
  return stage_start(stage) + (element + 1) * p.terms;
}

int64_t Steps::unit(int stage, Granularity g) const {
  const Part& p = part(stage);
  switch (g) {
    case Granularity::multiplication:
      return 1;
    case Granularity::element:
      return p.terms;
    case Granularity::row:
      return p.terms * p.out.w;
    case Granularity::channel:
      return p.terms * p.out.w * p.out.h;
    case Granularity::stage:
      break;
  }
  return p.terms * p.out.elements();
}

int64_t Steps::steps_before(int stage, Granularity g) const {
  int64_t steps = 0;
  for (int s = 0; s < stage; ++s) steps += part(s).out.elements() * part(s).terms / unit(s, g);
  return steps;
}

int64_t Steps::steps_done(int64_t position, Granularity g) const {
  position = clamped(position);
  const int stage = stage_at(position);
  const int64_t whole = steps_before(stage, g);
  return stage == stages() ? whole : whole + (position - stage_start(stage)) / unit(stage, g);
}

int64_t Steps::position_after(int64_t steps, Granularity g) const {
  steps = std::max<int64_t>(0, steps);
  for (int s = 0; s < stages(); ++s) {
    const int64_t here = part(s).out.elements() * part(s).terms / unit(s, g);
    if (steps < here) return stage_start(s) + steps * unit(s, g);
    steps -= here;
  }
  return total();
}

int64_t Steps::advance(int64_t position, Granularity g, int64_t count) const {
  position = clamped(position);
  int64_t done = steps_done(position, g);
  // Going back from inside a step leads to its beginning first.
  if (count < 0 && position_after(done, g) < position) ++done;
  // Bounded first, so that an enormous count cannot overflow.
  count = std::clamp(count, -step_count(g) - 1, step_count(g) + 1);
  return count == 0 ? position : position_after(done + count, g);
}

StageProgress Steps::progress(int stage, int64_t position) const {
  const Part& p = part(stage);
  StageProgress out;
  out.total = stage_start(stage + 1) - stage_start(stage);
  out.done = std::clamp<int64_t>(clamped(position) - stage_start(stage), 0, out.total);
  out.elements = out.done / p.terms;
  out.elements_total = p.out.elements();
  out.partial = out.done % p.terms;
  return out;
}

}  // namespace sep
