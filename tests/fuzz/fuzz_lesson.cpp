// libFuzzer's entry for lessons: a sentence, or steps.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "lessons/lesson.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto lesson = sep::lessons::parse_lesson({reinterpret_cast<const char*>(data), size}, "'fuzz.md'");
  if (!lesson && (lesson.error().message.empty() || lesson.error().message.find('\n') != std::string::npos))
    std::abort();
  if (lesson && lesson->steps.empty()) std::abort();
  return 0;
}
