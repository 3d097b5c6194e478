// Plans and slots: what must be computed, what can stay, and whether it fits.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "gpu/engine_impl.h"
#include "gpu/functions.h"
#include "gpu/reduce.h"

namespace sep::gpu {
namespace {

std::string gl_string(GLenum name) {
  const auto* text = reinterpret_cast<const char*>(glGetString(name));
  return text == nullptr ? "" : text;
}

bool is_software(const std::string& renderer) {
  for (const char* word : {"llvmpipe", "softpipe", "SWR", "swrast"}) {
    if (renderer.find(word) != std::string::npos) return true;
  }
  return false;
}

/// Key of a result that was made from this image: a plan may not know what the image holds.
uint64_t with_image(uint64_t stage_key, uint64_t image_key) {
  return (stage_key ^ (image_key + 0x9e3779b97f4a7c15ULL)) * 0xff51afd7ed558ccdULL;
}

double mib(int64_t bytes) { return static_cast<double>(bytes) / (1 << 20); }

}  // namespace

Result<std::unique_ptr<Engine>> Engine::create(const std::filesystem::path& shader_dir,
                                               std::optional<Limits> limits) {
  forget_lost_context();
  survive_missing_functions();
  if (epoxy_gl_version() < 43) {
    return fail(
        fmt::format("this driver offers OpenGL {}.{}, but compute shaders need 4.3: update the graphics "
                    "driver, or use Mesa's software driver",
                    epoxy_gl_version() / 10, epoxy_gl_version() % 10));
  }
  if (auto all = needed_functions(); !all) return fail(all.error().message);
  return std::make_unique<EngineImpl>(shader_dir, limits);
}

EngineImpl::EngineImpl(const std::filesystem::path& shader_dir, std::optional<Limits> limits)
    : programs_(shader_dir), device_(gl_string(GL_RENDERER)) {
  software_ = is_software(device_);
  rate_per_ms_ = software_ ? 5e6 : 1e9;
  limits_ = limits ? *limits : driver_limits(software_);
  messages_.install();
}

Result<void> EngineImpl::set_image(const Tensor& image, uint64_t key) {
  if (image_ && key == image_key_ && image.shape == image_->tensor.shape) return {};
  auto tensor = make_gpu_tensor(image.shape, limits_);
  if (!tensor) return fail(tensor.error().message);
  upload(*tensor, image);
  if (auto ok = gl_errors("taking the image"); !ok) return ok;
  image_ = std::make_shared<StageResult>(std::move(*tensor), nullptr);
  image_->done = true;
  image_key_ = key;
  image_finite_ = all_finite(image.values);
  return {};
}

std::vector<StageSlot> EngineImpl::slots_of(const Plan& plan) const {
  std::vector<StageSlot> out;
  const auto add = [&](StageRef ref, const Stage* stage, uint64_t key) {
    out.push_back({ref, stage, with_image(key, image_key_), 0, nullptr, nullptr});
  };
  out.push_back({{Slot::image, 0}, nullptr, image_key_, 0, image_, image_});
  if (!plan.source.empty()) add({Slot::input, 0}, &plan.source.front(), plan.source.front().key);
  for (size_t i = 0; i < plan.separable.size(); ++i) {
    add({Slot::separable, static_cast<int>(i)}, &plan.separable[i], plan.separable[i].key);
  }
  if (!plan.display.empty()) add({Slot::maps, 0}, &plan.display.front(), plan.display.front().key);
  add({Slot::standard, 0}, &plan.standard.front(), plan.standard.front().key);
  add({Slot::difference, 0}, nullptr, plan.separable.back().key * 31 + plan.standard.front().key);
  return out;
}

Result<void> EngineImpl::check_memory(const Plan& plan) const {
  const int64_t block = limits_.page_bytes;
  int64_t total = tensor_bytes(plan.image), scratch = 0;
  std::string largest;
  int64_t largest_bytes = 0;
  const auto count = [&](const Stage& s) {
    const int64_t bytes = tensor_bytes(s.out);
    total += bytes;
    scratch = std::max(scratch, job_scratch_bytes(s.spec, s.in, limits_));
    if (bytes > largest_bytes) {
      largest_bytes = bytes;
      largest = fmt::format("{} ({}: {:.0f} MiB)", s.name, to_text(s.out), mib(bytes));
    }
    return tensor_bytes({1, 1, s.out.h, s.out.w}) <= block;
  };
  bool fits = true;
  for (const auto* path : {&plan.source, &plan.separable, &plan.standard, &plan.display}) {
    for (const Stage& s : *path) fits = count(s) && fits;
  }
  total += tensor_bytes(plan.standard.front().out) + scratch;  // the difference, and a bordered copy
  if (fits && (limits_.total_bytes == 0 || total <= limits_.total_bytes)) return {};
  return fail(
      fmt::format("these stages need {:.0f} MiB, and {:.0f} MiB can be had; the largest is {}: make the "
                  "input, the channels or the filters fewer",
                  mib(total), mib(limits_.total_bytes == 0 ? block : limits_.total_bytes), largest));
}

Result<void> EngineImpl::set_plan(std::shared_ptr<const Plan> plan) {
  if (!image_) return fail("there is no image yet");
  if (image_->tensor.shape != plan->image)
    return fail("the image does not have the size that the plan expects");
  if (auto fits = check_memory(*plan); !fits) return fits;
  std::vector<StageSlot> slots = slots_of(*plan);
  constexpr int64_t kMostKeptBytes =
      256 << 20;  // larger results are not kept while their successors are computed
  for (StageSlot& slot : slots) {
    if (slot.ref.slot == Slot::image) continue;
    StageSlot* old = find(slot.ref);
    for (StageSlot& other : slots_) {
      if (other.ref.slot != Slot::image && other.key == slot.key && other.result && other.result->done &&
          (other.stage != nullptr) == (slot.stage != nullptr)) {
        slot.result = slot.shown = other.result;
        slot.version = other.version;
      }
    }
    if (slot.result || old == nullptr || !visible(old)) continue;
    StageResult* before = visible(old);
    const Shape shape = slot.stage != nullptr ? slot.stage->out : plan->standard.front().out;
    if (before->tensor.shape == shape && before->tensor.bytes() <= kMostKeptBytes) {
      slot.shown = old->result && old->result->done ? old->result : old->shown;
      slot.version = old->version;
    }
  }
  drop_work();
  failed_ = false;
  pool_->age();
  plan_ = std::move(plan);
  slots_ = std::move(slots);
  total_work_ = done_work_ = 0;
  spent_ms_ = 0;
  for (StageSlot& slot : slots_) {
    if (slot.ref.slot == Slot::image) slot.version = image_key_;
    if (slot.of_a_path() && !(slot.result && slot.result->best_ms)) {
      to_time_.push_back(slot.ref);
    } else if (slot.of_a_path() && slot.result->saves_unmeasured()) {
      to_time_fully_.push_back(slot.ref);
    }
    if (slot.result) continue;
    work_.push_back(slot.ref);
    if (slot.stage != nullptr) total_work_ += slot.stage->multiplications;
  }
  const uint64_t key = find({Slot::separable, static_cast<int>(plan_->separable.size()) - 1})->key;
  if (key != fused_key_) fused_.reset();
  fused_key_ = key;
  time_fused_ = !fused_ && may_fuse();
  if (!work_.empty() && work_.back().slot == Slot::difference &&
      find({Slot::difference, 0})->shown == nullptr)
    difference_.reset();
  return {};
}

StageRef EngineImpl::input_of(StageRef ref) const {
  const StageRef input{plan_->source.empty() ? Slot::image : Slot::input, 0};
  if (ref.slot == Slot::input) return {Slot::image, 0};
  if (ref.slot == Slot::separable && ref.index > 0) return {Slot::separable, ref.index - 1};
  return input;
}

const StageSlot* EngineImpl::find(StageRef ref) const {
  const auto by_ref = [&](StageRef wanted) -> const StageSlot* {
    for (const StageSlot& slot : slots_) {
      if (slot.ref == wanted) return &slot;
    }
    return nullptr;
  };
  const StageSlot* slot = by_ref(ref);
  // without a channel bank the input is the image itself
  return slot == nullptr && ref.slot == Slot::input ? by_ref({Slot::image, 0}) : slot;
}

StageResult* EngineImpl::visible(const StageSlot* slot) {
  if (slot == nullptr) return nullptr;
  if (slot->result && slot->result->done) return slot->result.get();
  return slot->shown.get();
}

}  // namespace sep::gpu
