// Bodies of speed_words.h.
#include "ui/panels/speed_words.h"

#include <fmt/format.h>

#include "core/cost_series.h"
#include "ui/format.h"

namespace sep::ui::panels {
namespace {

/// Multiplications that are made, for each byte that is read or written at least.
double intensity(const std::vector<Stage>& path, const gpu::Engine& engine, gpu::Slot slot) {
  int64_t multiplications = 0, bytes = 0;
  for (size_t i = 0; i < path.size(); ++i) {
    const int64_t made = engine.multiplications_made({slot, static_cast<int>(i)});
    multiplications += made > 0 ? made : path[i].multiplications;
    bytes += moved_bytes(path[i]);
  }
  return bytes > 0 ? static_cast<double>(multiplications) / static_cast<double>(bytes) : 0;
}

std::string stage_line(const Stage& s, const gpu::Engine& engine, gpu::StageRef ref) {
  const std::string variant = engine.variant(ref);
  if (variant.empty()) return "";
  const auto ms = engine.stage_ms(ref);
  std::string line = fmt::format("{}: {}, {}", s.name, ms ? duration(*ms) : "not timed yet", variant);
  const int64_t made = engine.multiplications_made(ref);
  if (made > 0 && made != s.multiplications)
    line +=
        fmt::format(" ({} multiplications made for {} counted)", grouped(made), grouped(s.multiplications));
  return line + "\n";
}

}  // namespace

std::string speed_words(const Plan& plan, const gpu::Engine& engine) {
  std::string lines;
  for (size_t i = 0; i < plan.separable.size(); ++i)
    lines += stage_line(plan.separable[i], engine, {gpu::Slot::separable, static_cast<int>(i)});
  lines += stage_line(plan.standard.front(), engine, {gpu::Slot::standard, 0});
  if (lines.empty()) return "";
  const double separable = intensity(plan.separable, engine, gpu::Slot::separable),
               standard = intensity(plan.standard, engine, gpu::Slot::standard);
  lines += fmt::format("Multiplications made for a byte moved: {} separable, {} standard.",
                       significant(separable, 2), significant(standard, 2));
  if (separable < standard)
    lines += " The fewer there are, the more the time is that of moving numbers, which is not saved.";
  return lines;
}

std::string speed_note(const Plan& plan, const gpu::Engine& engine) {
  std::string note;
  const Stage& standard = plan.standard.front();
  const int64_t made = engine.multiplications_made({gpu::Slot::standard, 0});
  if (made > 0 && made < standard.multiplications) {
    note = fmt::format(
        "Standard ran {}: {}× fewer multiplications than counted.", engine.saving({gpu::Slot::standard, 0}),
        significant(static_cast<double>(standard.multiplications) / static_cast<double>(made), 2));
  }
  constexpr double kMuchMore = 1.1;
  if (const double more = static_cast<double>(made) / static_cast<double>(standard.multiplications);
      more > kMuchMore) {
    note = fmt::format(
        "Standard made {}× as many multiplications as counted: rows above and below a block are filtered for "
        "it again.",
        significant(more, 2));
  }
  if (const auto fused = engine.fused()) {
    note += fmt::format("{}Both stages at once, nothing stored between: {}.", note.empty() ? "" : " ",
                        duration(fused->ms));
  }
  return note;
}

}  // namespace sep::ui::panels
