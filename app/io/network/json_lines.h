// In which line of a JSON text each value stands. Inner header: the parser gives no places.
#pragma once

#include <map>
#include <string>

namespace sep::io {

class JsonLines {
 public:
  /// text is JSON that a parser has accepted.
  explicit JsonLines(const std::string& text);
  /// Line, from 1, of the key or element with this path ("layers[3].stride"); of the nearest enclosing one when it is
  /// not there.
  int line_of(std::string path) const;

 private:
  std::map<std::string, int> lines_;
};

}  // namespace sep::io
