// libFuzzer's entry for text matrices.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "check_model.h"
#include "io/models/text_matrix.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  sep::fuzz::check(sep::io::parse_text_matrix(bytes, "'fuzz.csv'", "fuzz"));
  return 0;
}
