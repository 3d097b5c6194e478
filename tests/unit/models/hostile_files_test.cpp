// Files that lie about their size: time and memory stay bounded whatever a header claims, and nothing outside
// the model's folder is opened.
#include <malloc.h>

#include <fmt/format.h>

#include <cstring>
#include <ctime>

#include "data.h"

using namespace std::string_literals;

namespace sep::io {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kMeasures = false;
#else
constexpr bool kMeasures = true;
#endif

/// A line of /proc/self/status, in bytes.
int64_t status_bytes(const std::string& key) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(key)) return std::stoll(line.substr(key.size())) * 1024;
  }
  return -1;
}

/// Of this process: other work on the machine does not count.
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

struct Cost {
  double seconds = 0;
  int64_t bytes = 0;
  std::string message{};
};

/// Peak memory above what was there before, and time, of one load.
Cost load(const std::filesystem::path& file) {
  ::malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5";
  const int64_t before = status_bytes("VmRSS:");
  const double start = cpu_seconds();
  const Result<Model> model = load_model(file);
  Cost cost;
  cost.seconds = cpu_seconds() - start;
  cost.bytes = status_bytes("VmHWM:") - before;
  if (!model) cost.message = model.error().message;
  return cost;
}

void expect_bounded(const std::filesystem::path& file, const std::string& words) {
  const Cost cost = load(file);
  const auto size = static_cast<int64_t>(std::filesystem::file_size(file));
  EXPECT_NE(cost.message.find(words), std::string::npos) << file << ": " << cost.message;
  std::printf("  %-24s %7.1f MB: %5.2f s, %6.1f MB more memory\n", file.filename().c_str(),
              static_cast<double>(size) / 1e6, cost.seconds, static_cast<double>(cost.bytes) / 1e6);
  if (!kMeasures) return;
  EXPECT_LT(cost.seconds, 2.0) << file;
  EXPECT_LT(cost.bytes, 100'000'000 + 2 * size) << file;
}

std::string varint(uint64_t value) {
  std::string out;
  for (; value >= 0x80; value >>= 7U) out.push_back(static_cast<char>((value & 0x7FU) | 0x80U));
  out.push_back(static_cast<char>(value));
  return out;
}
std::string block(int field, const std::string& bytes) {
  return varint(static_cast<uint64_t>(field) << 3U | 2U) + varint(bytes.size()) + bytes;
}
std::string number(int field, uint64_t value) {
  return varint(static_cast<uint64_t>(field) << 3U) + varint(value);
}

std::string repeated(const std::string& part, size_t bytes) {
  std::string out;
  out.reserve(bytes + part.size());
  while (out.size() < bytes) out += part;
  return out;
}

std::string model_of(const std::string& graph) { return number(1, 8) + block(7, graph); }

std::string conv_node(const std::string& name, const std::string& attributes = "") {
  return block(
      1, block(1, "x") + block(1, "w") + block(2, name) + block(3, name) + block(4, "Conv") + attributes);
}

std::string weights(const std::vector<uint64_t>& dims, uint64_t type, const std::string& data) {
  std::string out;
  for (const uint64_t d : dims) out += number(1, d);
  return block(5, out + number(2, type) + block(8, "w") + data);
}

constexpr size_t kLarge = 10'000'000;  ///< Enough to break every limit on counts.

TEST(HostileFiles, OnnxOfMillionsOfParts) {
  const ScratchFolder scratch;
  const std::string empty_node("\x0A\x00", 2),
      attribute = block(1, block(4, "Conv") + repeated(std::string("\x2A\x00", 2), kLarge));
  expect_bounded(scratch.write("nodes.onnx", model_of(repeated(empty_node, kLarge))),
                 "more nodes and attributes");
  expect_bounded(scratch.write("attributes.onnx", model_of(attribute)), "more nodes and attributes");
  expect_bounded(scratch.write("dims.onnx", model_of(block(5, repeated("\x08\x01", kLarge)))),
                 "more nodes and attributes");
  const std::string inputs = block(1, repeated(std::string("\x0A\x00", 2), kLarge) + block(4, "Conv"));
  expect_bounded(scratch.write("inputs.onnx", model_of(inputs)), "more nodes and attributes");
  const std::string packed =
      block(1, block(4, "Conv") + block(5, block(1, "pads") + block(8, std::string(kLarge, '\1'))));
  expect_bounded(scratch.write("packed.onnx", model_of(packed)), "is too long");
  expect_bounded(scratch.write("zeros.onnx", std::string("\x08\x08", 2) + std::string(kLarge, '\0')),
                 "not a protobuf field");
}

TEST(HostileFiles, OnnxThatSharesOneLargeTensor) {
  const ScratchFolder scratch;
  const std::string half = weights({1, 1, 4096, 4096}, 10, block(9, std::string(2UL * 4096 * 4096, '\0')));
  std::string graph = half;
  for (int i = 0; i < 5000; ++i) graph += conv_node(fmt::format("c{}", i));
  expect_bounded(scratch.write("shared.onnx", model_of(graph)), "");
  // One byte in the file for each number: eight times in memory as doubles, four as floats.
  const std::string bytes = weights({1, 1, 10000, 10000}, 10, block(5, std::string(100'000'000, '\1')));
  expect_bounded(scratch.write("bytes.onnx", model_of(bytes + conv_node("c"))),
                 "need more memory than a file of this size may take");
  // Each layer has a bias and norm of its own, of a tensor with a million numbers.
  std::string biased = weights({1'000'000, 1, 1, 1}, 10, block(9, std::string(2'000'000, '\0')));
  for (int i = 0; i < 3000; ++i) {
    const std::string name = fmt::format("c{}", i);
    biased += block(1, block(1, "x") + block(1, "w") + block(1, "b") + block(2, name) + block(4, "Conv"));
  }
  biased +=
      block(5, number(1, 1'000'000) + number(2, 1) + block(8, "b") + block(9, std::string(4'000'000, '\0')));
  expect_bounded(scratch.write("biases.onnx", model_of(biased)),
                 "need more memory than a file of this size may take");
}

TEST(HostileFiles, OnnxOfGoodLargeWeights) {
  const ScratchFolder scratch;
  const std::string f32 = weights({5000, 555, 3, 3}, 1, block(9, std::string(4UL * 5000 * 555 * 9, '\0')));
  expect_bounded(scratch.write("f32.onnx", model_of(f32 + conv_node("c"))), "");
  const std::string f16 = weights({5000, 1110, 3, 3}, 10, block(9, std::string(2UL * 5000 * 1110 * 9, '\0')));
  expect_bounded(scratch.write("f16.onnx", model_of(f16 + conv_node("c"))), "");
}

TEST(HostileFiles, LargeTexts) {
  const ScratchFolder scratch;
  expect_bounded(scratch.write("comments.txt", repeated("# nothing here\n", 31'600'000)), "holds no numbers");
  expect_bounded(scratch.write("line.csv", repeated("1,", 31'600'000)), "at most 63 columns");
  expect_bounded(scratch.write("rows.csv", repeated("1,2\n", 31'600'000)), "at most 63 rows");
  expect_bounded(scratch.write("blanks.txt", std::string(32'000'000, ' ')), "holds no numbers");
  expect_bounded(scratch.write("too_long.csv", repeated("1,2\n", 33'000'000)),
                 "at most 32.0 MB of text are read");
  expect_bounded(scratch.write("bank.csv", "# shape: 7900000, 1, 1, 2\n" + repeated("1,2\n", 31'600'000)),
                 "");
}

TEST(HostileFiles, LargeJson) {
  const ScratchFolder scratch;
  expect_bounded(scratch.write("numbers.json", "[[[[" + repeated("1,", 31'000'000) + "1]]]]"), "");
  expect_bounded(scratch.write("rows.json", "[[[" + repeated("[1],", 31'000'000) + "[1]]]]"), "");
  expect_bounded(scratch.write("string.json", "[\"" + std::string(31'000'000, 'a') + "\"]"),
                 "stands where a number should");
  expect_bounded(scratch.write("names.json", std::string(1, '{') + repeated("\"a\":[[1]],", 31'000'000)),
                 "stands twice");
  expect_bounded(scratch.write("large.json", "[[" + repeated("1,", 33'000'000) + "1]]"),
                 "at most 32.0 MB of text are read");
}

TEST(HostileFiles, LargeSafetensors) {
  const ScratchFolder scratch;
  const auto file = [](const std::string& header, size_t data) {
    std::string out(8, '\0');
    const uint64_t length = header.size();
    std::memcpy(out.data(), &length, 8);
    return out + header + std::string(data, '\0');
  };
  std::string many(1, '{');
  for (int i = 0; many.size() < 15'900'000; ++i) {
    many += fmt::format(R"("{}":{{"dtype":"F16","shape":[],"data_offsets":[0,2]}},)", i);
  }
  expect_bounded(scratch.write("many.safetensors", file(many + "\"z\":{}}", 2)), "more than 100000 tensors");
  expect_bounded(
      scratch.write("metadata.safetensors",
                    file("{\"__metadata__\":{\"a\":\"" + std::string(15'900'000, 'x') + "\"}}", 2)),
      "holds no filters");
  expect_bounded(
      scratch.write(
          "f16.safetensors",
          file(R"({"w":{"dtype":"F16","shape":[5000,1110,3,3],"data_offsets":[0,99900000]}})", 99'900'000)),
      "");
  expect_bounded(scratch.write("header.safetensors", file(std::string(50'000'000, '{'), 2)),
                 "at most 16000000 are read");
}

TEST(HostileFiles, LargeNpy) {
  const ScratchFolder scratch;
  const auto file = [](const std::string& type, const std::string& shape, size_t data) {
    std::string header = "{'descr': '" + type + "', 'fortran_order': True, 'shape': " + shape + ", }";
    header.resize(117, ' ');
    return "\x93NUMPY\x01"s + std::string(1, '\0') + "\x76"s + std::string(1, '\0') + header + "\n" +
           std::string(data, '\0');
  };
  expect_bounded(scratch.write("f16.npy", file("<f2", "(5000, 1110, 3, 3)", 99'900'000)), "");
  expect_bounded(scratch.write("bytes.npy", file("|u1", "(10000, 1110, 3, 3)", 99'900'000)),
                 "would take too much memory");
}

TEST(HostileFiles, LinksOutOfTheFolderAreNotFollowed) {
  const ScratchFolder scratch;
  std::filesystem::create_directory(scratch.path() / "models");
  scratch.write("secret.bin", std::string(36, '\0'));
  const auto entry = [](const std::string& key, const std::string& value) {
    return block(13, block(1, key) + block(2, value));
  };
  const std::string model =
      model_of(weights({1, 1, 3, 3}, 1, entry("location", "link.bin") + number(14, 1)) + conv_node("c"));
  const auto file = scratch.write("models/m.onnx", model);
  std::filesystem::create_symlink("../secret.bin", scratch.path() / "models/link.bin");
  const Result<Model> outside = load_model(file);
  ASSERT_FALSE(outside);
  EXPECT_NE(outside.error().message.find("outside the model's own folder, where nothing is opened"),
            std::string::npos)
      << outside.error().message;
  std::filesystem::remove(scratch.path() / "models/link.bin");
  scratch.write("models/inside.bin", std::string(36, '\0'));
  std::filesystem::create_symlink("inside.bin", scratch.path() / "models/link.bin");
  const Result<Model> inside = load_model(file);
  EXPECT_TRUE(inside) << inside.error().message;
}

}  // namespace
}  // namespace sep::io
