// Bodies of stopwatch.h.
#include "gpu/stopwatch.h"

#include <ctime>

namespace sep::gpu {

void Stopwatch::begin() {
  pending_.push_back({Query::make(), Query::make()});
  glQueryCounter(pending_.back().from.get(), GL_TIMESTAMP);
  glFlush();  // llvmpipe notes the time when it draws what was queued before
}

void Stopwatch::end() {
  glQueryCounter(pending_.back().to.get(), GL_TIMESTAMP);
  glFlush();
}

bool Stopwatch::poll() {
  while (!pending_.empty()) {
    if (!pending_.back().from || !pending_.back().to) {  // the driver gave none: no time is known
      pending_.pop_back();
      continue;
    }
    GLint ready = GL_FALSE;
    glGetQueryObjectiv(pending_.back().to.get(), GL_QUERY_RESULT_AVAILABLE, &ready);
    if (ready == GL_FALSE) return false;
    GLuint64 from = 0, to = 0;
    glGetQueryObjectui64v(pending_.back().from.get(), GL_QUERY_RESULT, &from);
    glGetQueryObjectui64v(pending_.back().to.get(), GL_QUERY_RESULT, &to);
    milliseconds_ += static_cast<double>(to - from) * 1e-6;
    pending_.pop_back();
  }
  return true;
}

double processor_ms() {
  timespec t{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) * 1e-6;
}

}  // namespace sep::gpu
