// Mutations that keep protobuf's lengths right: half of the inputs change one field of one message through
// reflection, so that the fuzzer gets behind the wire format; the other half are libFuzzer's own.
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <vector>

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using Random = std::minstd_rand;

size_t below(Random& random, size_t end) { return end == 0 ? 0 : random() % end; }

void collect(Message& message, std::vector<Message*>& all, int depth) {
  all.push_back(&message);
  if (depth > 20 || all.size() > 2000) return;
  const Reflection* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated())
      collect(*reflection->MutableMessage(&message, field), all, depth + 1);
    else
      for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
        collect(*reflection->MutableRepeatedMessage(&message, field, i), all, depth + 1);
      }
  }
}

int64_t whole_number(Random& random, int64_t now) {
  static constexpr int64_t kSpecial[] = {
      0, 1, 2, 3, 4, 5, 7, 16, -1, 255, 65536, int64_t{1} << 31, int64_t{1} << 62, INT64_MIN};
  switch (below(random, 4)) {
    case 0:
      return static_cast<int64_t>(static_cast<uint64_t>(now) + 1);
    case 1:
      return static_cast<int64_t>(static_cast<uint64_t>(now) - 1);
    case 2:
      return static_cast<int64_t>(static_cast<uint64_t>(now) * 2);
    default:
      return kSpecial[below(random, std::size(kSpecial))];
  }
}

std::string text(Random& random, std::string now) {
  static constexpr const char* kWords[] = {"",
                                           "x",
                                           "y",
                                           "w",
                                           "conv",
                                           "Conv",
                                           "Constant",
                                           "Identity",
                                           "Relu",
                                           "Clip",
                                           "Sigmoid",
                                           "Mul",
                                           "BatchNormalization",
                                           "MaxPool",
                                           "Concat",
                                           "Pad",
                                           "Add",
                                           "If",
                                           "strides",
                                           "pads",
                                           "dilations",
                                           "group",
                                           "kernel_shape",
                                           "auto_pad",
                                           "SAME_UPPER",
                                           "SAME_LOWER",
                                           "VALID",
                                           "value",
                                           "axis",
                                           "ceil_mode",
                                           "epsilon",
                                           "../x",
                                           "location",
                                           "offset",
                                           "length"};
  if (below(random, 2) == 0) return kWords[below(random, std::size(kWords))];
  const size_t most = now.size() + 16;
  const size_t before = now.size();
  now.resize(most);
  now.resize(LLVMFuzzerMutate(reinterpret_cast<uint8_t*>(now.data()), before, most));
  return now;
}

/// Sets or adds one value of a field, or takes one away.
void mutate_field(Message& message, const FieldDescriptor* field, Random& random) {
  const Reflection* r = message.GetReflection();
  if (field->is_repeated() && r->FieldSize(message, field) > 0 && below(random, 4) == 0) {
    const int last = r->FieldSize(message, field) - 1;
    r->SwapElements(&message, field, static_cast<int>(below(random, static_cast<size_t>(last) + 1)), last);
    if (below(random, 2) == 0) r->RemoveLast(&message, field);
    return;
  }
  const bool repeated = field->is_repeated();
  const int count = repeated ? r->FieldSize(message, field) : 0;
  const int at = count > 0 ? static_cast<int>(below(random, static_cast<size_t>(count))) : 0;
  const bool add = repeated && (count == 0 || below(random, 3) == 0);
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT64:
      if (add)
        r->AddInt64(&message, field, whole_number(random, 1));
      else if (repeated)
        r->SetRepeatedInt64(&message, field, at,
                            whole_number(random, r->GetRepeatedInt64(message, field, at)));
      else
        r->SetInt64(&message, field, whole_number(random, r->GetInt64(message, field)));
      break;
    case FieldDescriptor::CPPTYPE_INT32: {
      const auto value = static_cast<int32_t>(whole_number(random, 1));
      if (add)
        r->AddInt32(&message, field, value);
      else if (repeated)
        r->SetRepeatedInt32(&message, field, at, value);
      else
        r->SetInt32(&message, field, static_cast<int32_t>(below(random, 18)));
      break;
    }
    case FieldDescriptor::CPPTYPE_FLOAT: {
      const float value = static_cast<float>(whole_number(random, 3)) / 2;
      if (add)
        r->AddFloat(&message, field, value);
      else if (repeated)
        r->SetRepeatedFloat(&message, field, at, value);
      else
        r->SetFloat(&message, field, value);
      break;
    }
    case FieldDescriptor::CPPTYPE_STRING:
      if (add)
        r->AddString(&message, field, text(random, ""));
      else if (repeated)
        r->SetRepeatedString(&message, field, at, text(random, r->GetRepeatedString(message, field, at)));
      else
        r->SetString(&message, field, text(random, r->GetString(message, field)));
      break;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (!repeated)
        r->MutableMessage(&message, field);
      else if (count == 0)
        r->AddMessage(&message, field);
      else {
        // A copy of a neighbour is a likelier message than an empty one.
        Message* copy = r->AddMessage(&message, field);
        copy->CopyFrom(r->GetRepeatedMessage(message, field, at));
      }
      break;
    default:
      break;
  }
}

}  // namespace

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned seed) {
  Random random(seed + 1);
  onnx::ModelProto model;
  if (below(random, 2) == 0 || !model.ParseFromArray(data, static_cast<int>(size)))
    return LLVMFuzzerMutate(data, size, max_size);
  for (size_t changes = 1 + below(random, 3); changes > 0; --changes) {
    std::vector<Message*> all;
    collect(model, all, 0);
    Message& message = *all[below(random, all.size())];
    const auto* type = message.GetDescriptor();
    mutate_field(message,
                 type->field(static_cast<int>(below(random, static_cast<size_t>(type->field_count())))),
                 random);
  }
  const std::string bytes = model.SerializeAsString();
  if (bytes.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::memcpy(data, bytes.data(), bytes.size());
  return bytes.size();
}
