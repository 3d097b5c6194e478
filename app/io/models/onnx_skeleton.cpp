// Walks an .onnx file by a table of the fields that the loader reads. Field numbers are those of onnx.proto.
#include "io/models/onnx_skeleton.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "io/models/wire.h"

namespace sep::io {

namespace {

enum class Kind {
  model,
  opset,
  graph,
  node,
  attribute,
  tensor,
  value_info,
  type,
  tensor_type,
  shape,
  extent,
  entry
};
enum class Action { copy, descend, data };

struct Field {
  Kind of;
  uint32_t number;
  Action action;
  Kind child = Kind::model;
};

/// Every other field is skipped.
constexpr Field kFields[] = {
    {Kind::model, 1, Action::copy},                        // ir_version
    {Kind::model, 7, Action::descend, Kind::graph},        // graph
    {Kind::model, 8, Action::descend, Kind::opset},        // opset_import
    {Kind::opset, 1, Action::copy},                        // domain
    {Kind::opset, 2, Action::copy},                        // version
    {Kind::graph, 1, Action::descend, Kind::node},         // node
    {Kind::graph, 2, Action::copy},                        // name
    {Kind::graph, 5, Action::descend, Kind::tensor},       // initializer
    {Kind::graph, 11, Action::descend, Kind::value_info},  // input
    {Kind::graph, 12, Action::descend, Kind::value_info},  // output
    {Kind::node, 1, Action::copy},                         // input
    {Kind::node, 2, Action::copy},                         // output
    {Kind::node, 3, Action::copy},                         // name
    {Kind::node, 4, Action::copy},                         // op_type
    {Kind::node, 5, Action::descend, Kind::attribute},     // attribute
    {Kind::node, 7, Action::copy},                         // domain
    {Kind::attribute, 1, Action::copy},                    // name
    {Kind::attribute, 2, Action::copy},                    // f
    {Kind::attribute, 3, Action::copy},                    // i
    {Kind::attribute, 4, Action::copy},                    // s
    {Kind::attribute, 5, Action::descend, Kind::tensor},   // t
    {Kind::attribute, 6, Action::descend, Kind::graph},    // g
    {Kind::attribute, 8, Action::copy},                    // ints
    {Kind::attribute, 20, Action::copy},                   // type
    {Kind::tensor, 1, Action::copy},                       // dims
    {Kind::tensor, 2, Action::copy},                       // data_type
    {Kind::tensor, 4, Action::data},                       // float_data
    {Kind::tensor, 5, Action::data},                       // int32_data
    {Kind::tensor, 7, Action::data},                       // int64_data
    {Kind::tensor, 8, Action::copy},                       // name
    {Kind::tensor, 9, Action::data},                       // raw_data
    {Kind::tensor, 10, Action::data},                      // double_data
    {Kind::tensor, 13, Action::descend, Kind::entry},      // external_data
    {Kind::tensor, 14, Action::copy},                      // data_location
    {Kind::entry, 1, Action::copy},                        // key
    {Kind::entry, 2, Action::copy},                        // value
    {Kind::value_info, 1, Action::copy},                   // name
    {Kind::value_info, 2, Action::descend, Kind::type},    // type
    {Kind::type, 1, Action::descend, Kind::tensor_type},   // tensor_type
    {Kind::tensor_type, 2, Action::descend, Kind::shape},  // shape
    {Kind::shape, 1, Action::descend, Kind::extent},       // dim
    {Kind::extent, 1, Action::copy},                       // dim_value
};

const Field* field_of(Kind kind, uint64_t number) {
  for (const Field& field : kFields) {
    if (field.of == kind && field.number == number) return &field;
  }
  return nullptr;
}

/// Operators whose attributes the loader reads; those of others are skipped.
constexpr std::string_view kReadOperators[] = {"Conv",        "BatchNormalization",
                                               "Constant",    "Clip",
                                               "Concat",      "MaxPool",
                                               "AveragePool", "LpPool",
                                               "If",          "Loop",
                                               "Scan",        "Pad"};

constexpr int kMaxDepth = 48;
constexpr int64_t kMessageCost = 320, kItemCost = 64;  ///< bytes that the parsed form may take, at most
constexpr int64_t kBudget = 48'000'000;
constexpr int64_t kMaxText = 1'000'000;  ///< of one name or list of numbers

/// One message while it is walked.
struct Frame {
  Kind kind = Kind::model;
  int64_t end = 0;
  int depth = 0;
  size_t place = 0;  ///< of a tensor
  std::string* out = nullptr;
  bool skip_attributes = false;  ///< of a node
};

class Walker {
 public:
  explicit Walker(const ByteSource& source) : source_(source), cursor_(source) {}

  Result<OnnxSkeleton> run() {
    Frame frame{Kind::model, source_.size(), 0, 0, &skeleton_.message};
    if (!message(frame)) return fail(cursor_.complaint());
    if (!has_graph_) return fail(fmt::format("{} is not an ONNX model: no graph is in it.", source_.name()));
    return std::move(skeleton_);
  }

 private:
  bool spend(int64_t cost) {
    budget_ -= cost;
    return budget_ >= 0 || cursor_.complain("the model has more nodes and attributes than can be read");
  }

  bool message(Frame& frame) {
    if (frame.depth > kMaxDepth)
      return cursor_.complain(fmt::format("parts are nested deeper than {} levels", kMaxDepth));
    if (!spend(kMessageCost)) return false;
    frame.place = skeleton_.places.size();
    if (frame.kind == Kind::tensor) skeleton_.places.push_back({cursor_.position(), {}});
    while (cursor_.position() < frame.end) {
      if (!field(frame)) return false;
    }
    if (frame.kind != Kind::tensor) return true;
    *frame.out += {'\x4A', '\x04'};  // raw_data, 4 bytes
    for (unsigned shift = 0; shift < 32; shift += 8)
      frame.out->push_back(static_cast<char>(frame.place >> shift));
    return true;
  }

  bool field(Frame& frame) {
    const int64_t start = cursor_.position();
    uint64_t tag = 0;
    if (!cursor_.varint(tag, frame.end)) return false;
    const uint64_t number = tag >> 3U;
    const auto wire = static_cast<unsigned>(tag & 7U);
    if (number == 0 || number > 0x1FFFFFFF) return cursor_.complain_at(start, "this is not a protobuf field");
    const Field* rule = field_of(frame.kind, number);
    if (frame.kind == Kind::model && number == 25) skeleton_.has_functions = true;
    return wire == 2 ? bytes_field(rule, tag, frame) : number_field(rule, tag, frame);
  }

  bool number_field(const Field* rule, uint64_t tag, Frame& frame) {
    const auto wire = static_cast<unsigned>(tag & 7U);
    const int64_t start = cursor_.position();
    uint64_t value = 0;
    if (wire == 0) {
      if (!cursor_.varint(value, frame.end)) return false;
    } else if (wire == 1 || wire == 5) {
      const int64_t bytes = wire == 1 ? 8 : 4;
      if (frame.end - start < bytes) return cursor_.complain("a number runs past the end of its part");
      cursor_.skip(bytes);
    } else {
      return cursor_.complain_at(start, fmt::format("wire type {} is not used by ONNX", wire));
    }
    if (rule == nullptr || rule->action == Action::descend) return true;
    if (!spend(kItemCost)) return false;
    const int64_t bytes = cursor_.position() - start;
    if (rule->action == Action::data) {
      skeleton_.places[frame.place].segments.push_back({static_cast<int>(rule->number), false, start, bytes});
      return true;
    }
    append_varint(tag, *frame.out);
    cursor_.skip(-bytes);
    return cursor_.copy(bytes, *frame.out);
  }

  bool bytes_field(const Field* rule, uint64_t tag, Frame& frame) {
    int64_t bytes = 0;
    if (!cursor_.length(bytes, frame.end)) return false;
    const int64_t start = cursor_.position();
    const bool skipped = rule == nullptr || (rule->child == Kind::attribute && frame.skip_attributes);
    if (skipped || rule->action == Action::data) {
      cursor_.skip(bytes);
      if (skipped) return true;
      skeleton_.places[frame.place].segments.push_back({static_cast<int>(rule->number), true, start, bytes});
      return spend(kItemCost);
    }
    return rule->action == Action::copy ? copied(*rule, tag, bytes, frame)
                                        : descended(*rule, tag, bytes, frame);
  }

  bool copied(const Field& rule, uint64_t tag, int64_t bytes, Frame& frame) {
    if (bytes > kMaxText)
      return cursor_.complain(fmt::format("a name or list of {} bytes is too long", bytes));
    // A packed list of numbers grows from one byte each to eight.
    const bool list =
        (rule.of == Kind::tensor && rule.number == 1) || (rule.of == Kind::attribute && rule.number == 8);
    if (!spend(kItemCost + (list ? 8 : 1) * bytes)) return false;
    append_varint(tag, *frame.out);
    append_varint(static_cast<uint64_t>(bytes), *frame.out);
    const size_t text = frame.out->size();
    if (!cursor_.copy(bytes, *frame.out)) return false;
    if (rule.of == Kind::node && rule.number == 4) {
      const std::string_view name = std::string_view(*frame.out).substr(text);
      frame.skip_attributes =
          std::find(std::begin(kReadOperators), std::end(kReadOperators), name) == std::end(kReadOperators);
    }
    return true;
  }

  bool descended(const Field& rule, uint64_t tag, int64_t bytes, Frame& frame) {
    if (rule.child == Kind::graph && frame.kind == Kind::model) {
      if (has_graph_) return cursor_.complain("a second graph begins here");
      has_graph_ = true;
    }
    std::string child;
    Frame inner{rule.child, cursor_.position() + bytes, frame.depth + 1, 0, &child};
    if (!message(inner)) return false;
    append_varint(tag, *frame.out);
    append_varint(child.size(), *frame.out);
    *frame.out += child;
    return true;
  }

  const ByteSource& source_;
  WireCursor cursor_;
  int64_t budget_ = kBudget;
  bool has_graph_ = false;
  OnnxSkeleton skeleton_;
};

}  // namespace

Result<OnnxSkeleton> read_onnx_skeleton(const ByteSource& source) { return Walker(source).run(); }

bool looks_like_onnx(std::string_view head) {
  if (head.size() < 4) return false;
  // ir_version first, as every exporter writes it; else a producer name, a graph or an opset.
  if (head[0] == '\x08') return head[1] > 0 && head[1] < 64;
  const auto first = static_cast<unsigned char>(head[0]);
  const bool field = first == 0x12 || first == 0x1A || first == 0x22 || first == 0x3A || first == 0x42;
  return field && head.find('\0') != std::string_view::npos;
}

}  // namespace sep::io
