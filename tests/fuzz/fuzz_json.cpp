// libFuzzer's entry for JSON kernels.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "check_model.h"
#include "io/models/json_kernels.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  sep::fuzz::check(sep::io::parse_json_kernels(bytes, "'fuzz.json'", "fuzz"));
  return 0;
}
