// Looking at results: tensors, ranges, times, windows. Nothing here computes a stage.
#include <algorithm>

#include "gpu/engine_impl.h"
#include "gpu/reduce.h"

namespace sep::gpu {

const GpuTensor* EngineImpl::tensor(StageRef ref) const {
  const StageResult* result = visible(find(ref));
  return result == nullptr ? nullptr : &result->tensor;
}

uint64_t EngineImpl::version(StageRef ref) const {
  const StageSlot* slot = find(ref);
  return slot == nullptr ? 0 : slot->version;
}

std::span<const Range> EngineImpl::channel_ranges(StageRef ref) {
  StageResult* result = visible(find(ref));
  if (result == nullptr) return {};
  if (result->channel_ranges.empty()) {
    if (auto ranges = plane_ranges(programs_, limits_, result->tensor))
      result->channel_ranges = std::move(*ranges);
  }
  return std::span(result->channel_ranges)
      .first(std::min<size_t>(result->channel_ranges.size(), static_cast<size_t>(result->tensor.shape.c)));
}

Range EngineImpl::range(StageRef ref) {
  const auto ranges = channel_ranges(ref);
  if (ranges.empty()) return {};
  Range out = ranges.front();
  for (const Range& r : ranges) {
    out.low = std::min(out.low, r.low);
    out.high = std::max(out.high, r.high);
    out.has_nan = out.has_nan || r.has_nan;
  }
  return out;
}

std::optional<double> EngineImpl::stage_ms(StageRef ref) const {
  StageResult* result = visible(find(ref));
  if (result == nullptr || !result->watch.poll()) return std::nullopt;
  // a general program's time says nothing about the paths
  if (!result->best_ms && !result->better.empty()) return std::nullopt;
  return result->best_ms.value_or(result->watch.milliseconds());
}

PathTime EngineImpl::times() const {
  PathTime out;
  bool separable_known = true, standard_known = true;
  for (const StageSlot& slot : slots_) {
    if (!slot.of_a_path()) continue;
    const bool separable = slot.ref.slot == Slot::separable;
    const auto ms = stage_ms(slot.ref);
    (separable ? separable_known : standard_known) &= ms.has_value();
    (separable ? out.separable_ms : out.standard_ms) += ms.value_or(0);
  }
  if (!separable_known) out.separable_ms = 0;
  if (!standard_known) out.standard_ms = 0;
  return out;
}

std::optional<PathTime> EngineImpl::times_of_every_product() const {
  PathTime out;
  bool any = false;
  for (const StageSlot& slot : slots_) {
    if (!slot.of_a_path()) continue;
    const StageResult* result = visible(&slot);
    const bool saves = result != nullptr && !result->saving.empty();
    const auto ms = saves ? result->every_product_ms : stage_ms(slot.ref);
    if (!ms) return std::nullopt;
    any = any || saves;
    (slot.ref.slot == Slot::separable ? out.separable_ms : out.standard_ms) += *ms;
  }
  return any ? std::optional(out) : std::nullopt;
}

std::string EngineImpl::variant(StageRef ref) const {
  const StageResult* result = visible(find(ref));
  return result == nullptr ? "" : result->variant;
}

int64_t EngineImpl::multiplications_made(StageRef ref) const {
  const StageResult* result = visible(find(ref));
  return result == nullptr ? 0 : result->made;
}

std::string EngineImpl::saving(StageRef ref) const {
  const StageResult* result = visible(find(ref));
  return result == nullptr ? "" : result->saving;
}

Result<Tensor> EngineImpl::read(StageRef ref) {
  const StageResult* result = visible(find(ref));
  if (result == nullptr) return fail("this stage has not been computed");
  begin_gl_errors();
  glMemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
  Tensor out = download(result->tensor);
  if (auto ok = gl_errors("reading a stage"); !ok) return fail(ok.error().message);
  return out;
}

std::vector<float> EngineImpl::read_window(StageRef ref, int64_t c, int y0, int x0, int rows, int cols) {
  const StageResult* result = visible(find(ref));
  if (result == nullptr || c < 0 || c >= result->tensor.shape.planes()) return {};
  constexpr int kMost = 128;
  glMemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
  return download_window(result->tensor, c, y0, x0, std::clamp(rows, 0, kMost), std::clamp(cols, 0, kMost));
}

}  // namespace sep::gpu
