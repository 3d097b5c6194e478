// Bodies of page.h.
#include "cli/export/page.h"

#include <fmt/format.h>

#include <cmath>

#include "ui/format.h"

namespace sep::cli {
namespace {

using view::Font;

constexpr float kMargin = 44, kHeading = 58, kFooter = 34;

/// Words on the page: sizes in pixels, places on the baseline.
class Words {
 public:
  Words(view::Drawing& page, const view::Theme& theme)
      : page_(page), theme_(theme), metrics_(metrics_of(theme)) {}

  float width(Font font, float size, const std::string& text) const {
    return metrics_.width(font, text) * size / face_of(theme_, font).size_px;
  }
  void left(view::Point at, Font font, float size, ImU32 colour, const std::string& text) {
    page_.items.emplace_back(
        view::DrawnText{at, font, size, view::plain(colour), text, width(font, size, text)});
  }
  void right(view::Point at, Font font, float size, ImU32 colour, const std::string& text) {
    left({at.x - width(font, size, text), at.y}, font, size, colour, text);
  }
  const view::Theme& theme() const { return theme_; }

 private:
  view::Drawing& page_;
  const view::Theme& theme_;
  view::Metrics metrics_;
};

void heading(Words& words, const Page& page, const Plan& plan) {
  const view::Theme& t = words.theme();
  const float x0 = kMargin, x1 = page.width - kMargin, y = kMargin + 18;
  const ui::Verdict verdict = ui::verdict_of(plan.totals);
  words.left({x0, y}, Font::bold, 21, t.text, title_of(plan));
  words.right({x1, y}, Font::bold, 21, verdict.kind == ui::Verdict::Kind::more ? t.warning : t.good,
              verdict.text());
  words.left({x0, y + 23}, Font::small, 13, t.dim, ui::settings_text(plan));
  words.right({x1, y + 23}, Font::small, 13, t.dim,
              fmt::format("{} instead of {} multiplications", view::grouped(plan.totals.separable),
                          view::grouped(plan.totals.standard)));
}

void footer(Words& words, view::Drawing& out, const Page& page, const Plan& plan) {
  const view::Theme& t = words.theme();
  const float x0 = kMargin, x1 = page.width - kMargin, y = page.height - kMargin;
  out.items.emplace_back(
      view::DrawnBox{{x0, y - 25, x1, y - 24.25F}, view::plain(t.line), {0, 0, 0, 0}, 0, 0});
  constexpr const char* kCounted =
      "One multiplication for each weight and each output element, zero padding included.";
  float size = 11.5F;
  const float room = x1 - x0 - words.width(Font::small, 11, kCounted) - 24;
  size = std::min(size,
                  size * room / std::max(1.0F, words.width(Font::mono_small, size, plan.closed_form.text)));
  if (size >= 7) words.left({x0, y - 6}, Font::mono_small, size, t.text, plan.closed_form.text);
  words.right({x1, y - 6}, Font::small, 11, t.dim, kCounted);
}

}  // namespace

view::Rect Page::inner() const {
  return {kMargin, kMargin + kHeading, width - kMargin, height - kMargin - kFooter};
}

view::Drawing make_page(const Page& page, view::Drawing diagram, const Plan& plan, const view::Theme& theme) {
  const view::Rect inner = page.inner();
  view::move(diagram, inner.x0, inner.y0);
  view::Drawing out{page.width, page.height, diagram.ground, {}};
  Words words(out, theme);
  heading(words, page, plan);
  footer(words, out, page, plan);
  out.items.insert(out.items.end(), std::make_move_iterator(diagram.items.begin()),
                   std::make_move_iterator(diagram.items.end()));
  return out;
}

std::string title_of(const Plan& plan) {
  if (plan.experiment.mode == Mode::spatial) return "Spatial separable convolution";
  return plan.experiment.split == Split::spatial ? "Depthwise separable convolution in three stages"
                                                 : "Depthwise separable convolution";
}

}  // namespace sep::cli
