// Words of Python that code for PyTorch is made of.
#pragma once

#include <string>

#include "core/conv.h"

namespace sep::io {

/// A literal that Python reads back as the same text.
std::string python_string(const std::string& text);
/// The mode of torch.nn.functional.pad.
const char* pad_mode(Border border);
/// "2", or "(1, 2)" where the axes differ.
std::string pair_text(int h, int w);

}  // namespace sep::io
