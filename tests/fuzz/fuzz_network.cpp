// libFuzzer's entry for network files: a sentence, or rows whose costs can be reckoned.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "core/network.h"
#include "io/network/network_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto network = sep::io::parse_network({reinterpret_cast<const char*>(data), size}, "'fuzz.json'");
  if (!network && (network.error().message.empty() || network.error().message.back() != '.')) std::abort();
  if (!network) return 0;
  for (const double width : {1.0, 0.25}) {
    const auto costs = sep::costs_of(sep::with_width(*network, width));
    if (!costs && costs.error().message.empty()) std::abort();
  }
  return 0;
}
