// The steps from which links.cpp is made: a chain of tensors filled from a seed backwards and forwards.
#pragma once

#include <vector>

#include "core/links.h"

namespace sep {

/// Tensors of one path, from the first to the output.
using Chain = std::vector<TensorLink>;

/// Input channels that a range of output channels reads, and the reverse: the groups that it touches.
ChannelRange read_channels(const ConvSpec& spec, ChannelRange out);
ChannelRange fed_channels(const ConvSpec& spec, ChannelRange in);

/// Cells without padding.
AxisLink only(AxisSet cells);

/// A link of a tensor with nothing in it.
TensorLink no_link(TensorRef ref);
Chain empty_chain(const Plan& plan, PathId path);

/// Index of a tensor in its chain, or the size of the chain.
size_t index_in(const Chain& chain, TensorRef ref);

/// Channels within a group that the linked input channels are, as the weights are indexed.
ChannelRange in_group(const ConvSpec& spec, ChannelRange in, ChannelRange out);
/// Weights that connect two linked tensors; zeros: also those that meet a zero of the padding.
WeightLink weights_between(const Stage& stage, const TensorLink& in, const TensorLink& out, bool zeros);

/// Fills `in` with what the stage reads to compute `out`, and the weights of `out`.
void step_back(const Stage& stage, TensorLink& in, TensorLink& out);
/// Fills `out` with what the stage computes from `in`.
void step_forward(const Stage& stage, const TensorLink& in, TensorLink& out);
void back_from(const Plan& plan, Chain& chain, size_t k);
void forward_from(const Plan& plan, Chain& chain, size_t k);

/// The same elements of another tensor.
void copy_area(const TensorLink& from, TensorLink& to);

/// Where the maps of the standard path have their counterpart: the tensor before a pointwise output. 0: none.
size_t map_level(const Plan& plan, const Chain& chain);

/// Input channels that channels of chain[k] come from, and the reverse.
ChannelRange channels_at_input(const Plan& plan, const Chain& chain, size_t k, ChannelRange c);
ChannelRange channels_at(const Plan& plan, const Chain& chain, size_t k, ChannelRange c);

/// The chosen element.
TensorLink seed_of(const Plan& plan, const Selection& selection);
/// Fills a chain from the chosen element chain[k]; its padding lists the copies that the next stage reads.
void fill_element(const Plan& plan, Chain& chain, size_t k, const TensorLink& seed);
/// Input and output of the stage whose weight is chosen.
void seed_weight(const Stage& stage, const Selection& selection, TensorLink& in, TensorLink& out);

/// Taps of a kernel that correspond to taps of a kernel of another size: the same where the sizes agree, all
/// where they do not (a column's weight is part of a whole row of the standard kernel).
AxisSet matching_taps(int own, int other, const AxisSet& taps);
/// Weights of a chain in which a weight of the other path has a part, given the input and output channels
/// that it joins.
void link_weights(const Plan& plan, Chain& chain, Size2 kernel, const WeightLink& weights, ChannelRange in,
                  ChannelRange out);

}  // namespace sep
