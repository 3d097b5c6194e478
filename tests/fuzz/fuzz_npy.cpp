// libFuzzer's entry for .npy. The reader takes files: one in memory stands for them.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "check_model.h"
#include "io/models/npy_model.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const int file = ::memfd_create("fuzz", 0);
  if (file < 0 || ::ftruncate(file, 0) != 0) std::abort();
  if (::pwrite(file, data, size, 0) != static_cast<ssize_t>(size)) std::abort();
  sep::fuzz::check(sep::io::load_npy_model("/proc/self/fd/" + std::to_string(file)));
  return 0;
}
