// libFuzzer's entry for .safetensors.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "check_model.h"
#include "io/models/safetensors.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  sep::fuzz::check(sep::io::parse_safetensors(sep::io::MemorySource("'fuzz.safetensors'", bytes), "fuzz"));
  return 0;
}
