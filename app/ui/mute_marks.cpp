// Bodies of mute_marks.h.
#include "ui/mute_marks.h"

#include <charconv>
#include <optional>
#include <string_view>

#include "core/links.h"
#include "core/mute.h"

namespace sep::ui {
namespace {

using Kind = MuteTarget::Kind;

/// The number after the last dot of an id, and what stands before it.
std::optional<int> index_of(std::string_view id, std::string_view& rest) {
  const size_t dot = id.rfind('.');
  int index = 0;
  if (dot == std::string_view::npos ||
      std::from_chars(id.data() + dot + 1, id.data() + id.size(), index).ec != std::errc{})
    return std::nullopt;
  rest = id.substr(0, dot);
  return index;
}

constexpr std::string_view kTile = "tile.", kSlab = "slab.";

/// Of a tile, or of a slab in space.
std::optional<TensorRef> tensor_of(std::string_view id) {
  if (!id.starts_with(kTile) && !id.starts_with(kSlab)) return std::nullopt;
  const std::string_view stack = id.substr(kTile.size());
  if (stack == "input") return TensorRef{Place::input, 0};
  if (stack == "standard.0") return TensorRef{Place::standard, 0};
  if (stack == "maps.0") return TensorRef{Place::maps, 0};
  std::string_view path;
  const auto stage = index_of(stack, path);
  if (stage && path == "separable") return TensorRef{Place::separable, *stage};
  return std::nullopt;
}

std::optional<MuteTarget> target_of(const Plan& plan, std::string_view id) {
  std::string_view rest;
  const auto index = index_of(id, rest);
  if (!index) return std::nullopt;
  const bool depthwise = plan.experiment.mode == Mode::depthwise;
  if (rest == "kernel.depthwise" || (depthwise && (rest == "kernel.column" || rest == "kernel.row")))
    return MuteTarget{Kind::kernel, *index};
  if (rest == "kernel.standard" && depthwise) return MuteTarget{Kind::channel, *index};
  const auto ref = tensor_of(rest);
  if (!ref) return std::nullopt;
  return mute_target(plan, Selection::element(*ref, *index, 0, 0));
}

bool silent(const Plan& plan, MuteTarget target) {
  const Mutes& mutes = plan.experiment.mutes;
  const bool map = target.kind == Kind::kernel && plan.experiment.mode == Mode::depthwise;
  return is_muted(mutes, target) || (map && is_muted(mutes, {Kind::channel, target.index / plan.rank}));
}

}  // namespace

void draw_mute_marks(view::Canvas& canvas, const Plan& plan, std::span<const view::NamedRect> rects) {
  if (plan.experiment.mutes.empty()) return;
  const ImU32 ink = canvas.theme().warning;
  const view::Metrics& m = canvas.metrics();
  for (const view::NamedRect& r : rects) {
    const auto target = target_of(plan, r.id);
    if (!target || !silent(plan, *target)) continue;
    const float thick = canvas.px(2);
    if (!std::string_view(r.id).starts_with(kSlab))
      canvas.frame({r.min.x, r.min.y, r.max.x, r.max.y}, ink, thick);
    canvas.segment({r.min.x, r.max.y}, {r.max.x, r.min.y}, ink, thick);
    const float pad = canvas.px(4), w = m.width(view::Font::small, "muted"), h = m.height(view::Font::small);
    if (r.max.x - r.min.x < w + 4 * pad || r.max.y - r.min.y < h + 4 * pad) continue;
    const view::Point at{r.min.x + pad, r.max.y - h - 2 * pad};
    canvas.fill({at.x, at.y, at.x + w + 2 * pad, at.y + h + pad}, canvas.theme().background, pad);
    canvas.text({at.x + pad, at.y + pad / 2}, view::Font::small, ink, "muted");
  }
}

}  // namespace sep::ui
