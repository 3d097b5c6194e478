// Bodies of onnx_attributes.h.
#include "io/models/onnx_attributes.h"

#include <fmt/format.h>

#include "io/models/bytes.h"
#include "io/models/onnx_graph.h"
#include "io/models/onnx_proto.h"

namespace sep::io {

namespace {

constexpr int64_t kMost = 65536;

struct ListRule {
  const char* name;
  int length;
  int64_t least;
};

Result<void> read_list(const onnx::NodeProto& node, const ListRule& rule, const std::string& where,
                       std::vector<int64_t>& out) {
  const onnx::AttributeProto* found = attribute(node, rule.name);
  if (found == nullptr) return {};
  if (found->ints_size() != rule.length) {
    return fail(fmt::format("{}: the attribute {} has {} numbers where {} belong.", where, rule.name,
                            found->ints_size(), rule.length));
  }
  out.assign(found->ints().begin(), found->ints().end());
  for (const int64_t value : out) {
    if (value < rule.least || value > kMost) {
      return fail(fmt::format("{}: the attribute {} holds {}; it must be {} to {}.", where, rule.name, value,
                              rule.least, kMost));
    }
  }
  return {};
}

Result<void> read_auto_pad(const onnx::NodeProto& node, const std::string& where, AutoPad& out) {
  const onnx::AttributeProto* found = attribute(node, "auto_pad");
  if (found == nullptr || found->s().empty() || found->s() == "NOTSET") return {};
  if (found->s() == "SAME_UPPER")
    out = AutoPad::same_upper;
  else if (found->s() == "SAME_LOWER")
    out = AutoPad::same_lower;
  else if (found->s() == "VALID")
    out = AutoPad::valid;
  else
    return fail(
        fmt::format("{}: its auto_pad is {}, which ONNX does not have.", where, shown_name(found->s())));
  return {};
}

}  // namespace

Result<SpatialAttributes> spatial_attributes(const onnx::NodeProto& node, const std::string& where) {
  SpatialAttributes read;
  std::vector<int64_t> kernel;
  for (auto [rule, out] : {std::pair{ListRule{"kernel_shape", 2, 1}, &kernel},
                           {ListRule{"strides", 2, 1}, &read.strides},
                           {ListRule{"dilations", 2, 1}, &read.dilations},
                           {ListRule{"pads", 4, 0}, &read.pads}}) {
    if (auto fine = read_list(node, rule, where, *out); !fine) return tl::unexpected(fine.error());
  }
  if (!kernel.empty()) read.kernel_shape = kernel;
  if (auto fine = read_auto_pad(node, where, read.auto_pad); !fine) return tl::unexpected(fine.error());
  if (const onnx::AttributeProto* group = attribute(node, "group")) read.group = group->i();
  if (read.group < 1)
    return fail(fmt::format("{}: its group is {}; it must be at least 1.", where, read.group));
  if (const onnx::AttributeProto* ceil = attribute(node, "ceil_mode")) read.ceil_mode = ceil->i() != 0;
  return read;
}

}  // namespace sep::io
