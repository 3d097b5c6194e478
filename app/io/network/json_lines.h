// In which line of a JSON text a value stands. Inner header: the parser gives no places.
#pragma once

#include <string>

namespace sep::io {

/// Line, from 1, of the key or element with this path ("layers[3].stride"), or of the nearest enclosing one
/// that is there. text is JSON that a parser has accepted, nested no deeper than it allows.
int line_of(const std::string& text, const std::string& path);

}  // namespace sep::io
