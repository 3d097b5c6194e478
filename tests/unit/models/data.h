// What these tests share: the folder of data, files in it, a folder of their own.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "io/models/model.h"
#include "io/npy.h"

namespace sep::io {

inline std::filesystem::path data_path(const std::string& name) {
  return std::filesystem::path(SEPSCOPE_TEST_DATA) / name;
}

inline nlohmann::ordered_json expected(const std::string& name) {
  std::ifstream file(data_path("expected/" + name));
  return nlohmann::ordered_json::parse(file);
}

inline std::vector<float> npy_values(const std::string& name) {
  const Result<NpyArray<float>> array = load_npy<float>(data_path(name));
  if (!array) ADD_FAILURE() << array.error().message;
  return array ? array->values : std::vector<float>();
}

/// A folder that is removed at the end.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "sepscope-models-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) ADD_FAILURE() << "no folder in " << name;
    path_ = name;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ / name, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

/// The input of tests/data/reference.py: exact in float32.
inline Tensor ramp(const Shape& shape) {
  Tensor x = make_tensor(shape);
  for (size_t i = 0; i < x.values.size(); ++i) {
    x.values[i] = static_cast<float>(static_cast<int>(i * 7919 % 257) - 128) / 128.0F;
  }
  return x;
}

}  // namespace sep::io
