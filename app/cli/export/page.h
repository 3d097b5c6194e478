// The page around a drawing of the stacks: title, what it costs, and how that is counted.
#pragma once

#include "core/plan.h"
#include "view/canvas.h"
#include "view/drawing.h"

namespace sep::cli {

/// Size of a page, and the place in it that is left for the stacks; pixels of 1/96 inch.
struct Page {
  float width = 1123, height = 794;  ///< A4, landscape
  view::Rect inner() const;
};

/// The diagram, drawn as large as page.inner(), with words around it in the theme's colours.
view::Drawing make_page(const Page& page, view::Drawing diagram, const Plan& plan, const view::Theme& theme);

/// "Depthwise separable convolution".
std::string title_of(const Plan& plan);

}  // namespace sep::cli
