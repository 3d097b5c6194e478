// Names for the tensors of a plan and the order in which each path makes them. Knows no GPU.
#pragma once

#include <string>
#include <vector>

#include "core/plan.h"

namespace sep {

/// image: as loaded. input: what both paths read (the bank's output, or the image itself). maps: the standard
/// path's maps of the chosen filter before they are added.
enum class Place { image, input, separable, standard, maps };

/// One tensor of a plan. index counts the stages of its path from 0; it is 0 elsewhere.
struct TensorRef {
  Place place = Place::input;
  int index = 0;
  friend bool operator==(const TensorRef&, const TensorRef&) = default;
};

/// Stage whose output the tensor is; nullptr for the image, for an input without a bank, and for a tensor
/// that the plan does not have.
const Stage* maker_of(const Plan& plan, TensorRef ref);

/// [B,C,H,W] of the tensor; all zero extents when the plan does not have it.
Shape shape_of(const Plan& plan, TensorRef ref);

/// Height and width of the tensor, in pixels.
Size2 size_of(const Plan& plan, TensorRef ref);

bool has_tensor(const Plan& plan, TensorRef ref);

/// Tensors from the first to the last, each made from the one before it. source: image, input (only the input
/// when there is no bank); the others go on from there to their output.
std::vector<TensorRef> chain_of(const Plan& plan, PathId path);

/// The last tensor of a path.
TensorRef output_of(const Plan& plan, PathId path);

/// The filter whose maps the standard path shows: the view's, within 0…N−1.
int chosen_filter(const Plan& plan);

/// How a place is written in reports and lessons: "maps".
const char* word_of(Place place);

/// Rows and columns at the end of a stage's input that it does not read, because the stride steps over them.
Size2 unread_ends(const Stage& stage);

/// "input", "image", or the name of the stage that made it.
std::string name_of(const Plan& plan, TensorRef ref);

}  // namespace sep
