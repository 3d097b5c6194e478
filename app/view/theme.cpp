// The colour of each symbol.
#include "view/theme.h"

namespace sep::view {

ImU32 Theme::of(Symbol symbol) const {
  switch (symbol) {
    case Symbol::kernel_h:
    case Symbol::kernel_w:
      return kernel;
    case Symbol::channels:
      return channels;
    case Symbol::filters:
      return filters;
    case Symbol::pixels_h:
    case Symbol::pixels_w:
      return pixels;
    case Symbol::multiplier:
    case Symbol::rank:
      return accent;
    case Symbol::batch:
      return dim;
  }
  return text;
}

}  // namespace sep::view
