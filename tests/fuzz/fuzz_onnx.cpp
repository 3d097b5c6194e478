// libFuzzer's entry for ONNX models; nothing lies beside them, so external data are refused.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "check_model.h"
#include "io/models/onnx.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  sep::fuzz::check(sep::io::parse_onnx(sep::io::MemorySource("'fuzz.onnx'", bytes), "fuzz", {}));
  return 0;
}
