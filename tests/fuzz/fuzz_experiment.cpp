// libFuzzer's entry for experiment files: what is read writes a text that reads back as the same text.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "io/experiment_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto read = sep::io::parse_experiment(text, "'fuzz.json'");
  if (!read && read.error().message.empty()) std::abort();
  if (!read) return 0;
  const std::string written = sep::io::to_json(*read);
  const auto again = sep::io::parse_experiment(written, "'written.json'");
  if (again && sep::io::to_json(*again) == written) return 0;
  std::fprintf(stderr, "does not read back: %s\n%s\n", again ? "another text" : again.error().message.c_str(),
               written.c_str());
  std::abort();
}
