// The diagram as stacks in space: the same input and output as the tiles of diagram.h.
#pragma once

#include "view/diagram.h"

namespace sep::view {

/// Error: a shader that the driver refuses.
Result<std::unique_ptr<Diagram>> create_space_diagram(const std::filesystem::path& shader_dir);

}  // namespace sep::view
