// GL debug messages of high and medium severity, collected; tests fail on any.
#pragma once

#include <mutex>
#include <string>
#include <vector>

namespace sep::gpu {

class GlMessages {
 public:
  /// Starts listening on the current context.
  void install();
  std::vector<std::string> take();
  void add(std::string message);

 private:
  std::mutex mutex_;  // a driver may call from its own thread
  std::vector<std::string> messages_;
};

}  // namespace sep::gpu
