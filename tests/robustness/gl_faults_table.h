// What the two halves of the fault layer share: functions by name.
#pragma once

#include <map>
#include <string>

namespace sep::ui::testing {

void put_into_imgui(const std::map<std::string, void*>& hooks);

}  // namespace sep::ui::testing
