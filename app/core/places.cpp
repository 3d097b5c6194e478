// Bodies of places.h.
#include "core/places.h"

#include <algorithm>

#include "core/axis.h"

namespace sep {
namespace {

const Stage* nth(const std::vector<Stage>& stages, int index) {
  const bool there = index >= 0 && static_cast<size_t>(index) < stages.size();
  return there ? &stages[static_cast<size_t>(index)] : nullptr;
}

}  // namespace

const Stage* maker_of(const Plan& plan, TensorRef ref) {
  switch (ref.place) {
    case Place::image:
      return nullptr;
    case Place::input:
      return plan.source.empty() ? nullptr : &plan.source.back();
    case Place::separable:
      return nth(plan.separable, ref.index);
    case Place::standard:
      return nth(plan.standard, ref.index);
    case Place::maps:
      return nth(plan.display, ref.index);
  }
  return nullptr;
}

Shape shape_of(const Plan& plan, TensorRef ref) {
  if (ref.place == Place::image) return plan.image;
  if (ref.place == Place::input) return plan.input;
  const Stage* stage = maker_of(plan, ref);
  return stage == nullptr ? Shape{0, 0, 0, 0} : stage->out;
}

Size2 size_of(const Plan& plan, TensorRef ref) {
  const Shape shape = shape_of(plan, ref);
  return {static_cast<int>(shape.h), static_cast<int>(shape.w)};
}

bool has_tensor(const Plan& plan, TensorRef ref) { return shape_of(plan, ref).elements() > 0; }

std::vector<TensorRef> chain_of(const Plan& plan, PathId path) {
  std::vector<TensorRef> chain;
  if (!plan.source.empty()) chain.push_back({Place::image, 0});
  chain.push_back({Place::input, 0});
  if (path == PathId::source) return chain;
  const bool separable = path == PathId::separable;
  const size_t count = separable ? plan.separable.size() : plan.standard.size();
  for (size_t i = 0; i < count; ++i) {
    chain.push_back({separable ? Place::separable : Place::standard, static_cast<int>(i)});
  }
  return chain;
}

TensorRef output_of(const Plan& plan, PathId path) { return chain_of(plan, path).back(); }

int chosen_filter(const Plan& plan) {
  const Shape out = shape_of(plan, output_of(plan, PathId::standard));
  return std::clamp(plan.experiment.view.filter, 0, std::max(0, static_cast<int>(out.c) - 1));
}

std::string name_of(const Plan& plan, TensorRef ref) {
  if (ref.place == Place::image) return "image";
  if (ref.place == Place::input) return "input";
  const Stage* stage = maker_of(plan, ref);
  return stage == nullptr ? "nothing" : stage->name;
}

const char* word_of(Place place) {
  switch (place) {
    case Place::image:
      return "image";
    case Place::input:
      return "input";
    case Place::separable:
      return "separable";
    case Place::standard:
      return "standard";
    case Place::maps:
      return "maps";
  }
  return "";
}

Size2 unread_ends(const Stage& stage) {
  const Size2 in{static_cast<int>(stage.in.h), static_cast<int>(stage.in.w)},
      out{static_cast<int>(stage.out.h), static_cast<int>(stage.out.w)};
  return {in.h - unread_tail(row_axis(stage.spec, in, out)),
          in.w - unread_tail(column_axis(stage.spec, in, out))};
}

}  // namespace sep
