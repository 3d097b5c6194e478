// GL debug messages of high and medium severity, collected; tests fail on any.
#pragma once

#include <mutex>
#include <string>
#include <vector>

namespace sep::gpu {

class GlMessages {
 public:
  GlMessages() = default;
  ~GlMessages();
  GlMessages(const GlMessages&) = delete;
  GlMessages& operator=(const GlMessages&) = delete;

  /// Starts listening on the current context. A message goes to every listener: contexts share one callback.
  void install();
  std::vector<std::string> take();
  void add(std::string message);

 private:
  std::mutex mutex_;  // a driver may call from its own thread
  std::vector<std::string> messages_;
};

}  // namespace sep::gpu
