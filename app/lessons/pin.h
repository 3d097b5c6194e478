// One element of a stack as lessons and options write it: "separable.1 7 3,4".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/links.h"

namespace sep::lessons {

/// Stack, channel (or * for all), row, column; nothing when it is no element.
std::optional<Selection> parse_pin(std::string_view text);
std::string pin_text(const Selection& element);

}  // namespace sep::lessons
