// Files that must be refused: each with the words that its sentence must hold, naming the file.
#include <sys/stat.h>

#include <algorithm>

#include "data.h"

namespace sep::io {
namespace {

TEST(BadFiles, EachIsRefusedInItsWords) {
  const auto wanted = expected("bad.json");
  ASSERT_GE(wanted.size(), 120U);
  for (const auto& [name, words] : wanted.items()) {
    const Result<Model> model = load_model(data_path("bad/" + name));
    if (model) {
      ADD_FAILURE() << name << " was loaded";
      continue;
    }
    const std::string& message = model.error().message;
    EXPECT_NE(message.find(words.get<std::string>()), std::string::npos)
        << name << "\n  says:   " << message << "\n  wanted: " << words;
    EXPECT_NE(message.find(name), std::string::npos) << message;
    EXPECT_EQ(message.back(), '.') << message;
    EXPECT_EQ(message.find('\n'), std::string::npos) << message;
    EXPECT_LT(message.size(), 600U) << message;
  }
}

TEST(BadFiles, EveryPrefixOfAGoodFileIsRefusedOrRead) {
  const ScratchFolder scratch;
  for (const char* name :
       {"models/bank.safetensors", "models/left_out.onnx", "kernels/kernel.npy", "kernels/named.json"}) {
    std::ifstream file(data_path(name), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    for (size_t length = 0; length < bytes.size(); length += 1 + length / 50) {
      const Result<Model> model =
          load_model(scratch.write("cut" + data_path(name).extension().string(), bytes.substr(0, length)));
      EXPECT_FALSE(model) << name << " cut to " << length;
    }
  }
}

TEST(BadFiles, WhatIsNoFileIsSaid) {
  const ScratchFolder scratch;
  const Result<Model> missing = load_model(scratch.path() / "missing.onnx");
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("no such file"), std::string::npos);
  EXPECT_FALSE(load_model(scratch.path()));
  ASSERT_EQ(::mkfifo((scratch.path() / "pipe.onnx").c_str(), 0600), 0);
  EXPECT_FALSE(load_model(scratch.path() / "pipe.onnx"));
}

}  // namespace
}  // namespace sep::io
