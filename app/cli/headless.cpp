// Bodies of headless.h.
#include "cli/headless.h"

#include <fmt/format.h>

#include "io/paths.h"
#include "ui/shader_family.h"

namespace sep::cli {

Result<Headless> start_headless() {
  const Result<std::filesystem::path> data = io::data_dir();
  if (!data) return tl::unexpected(data.error());
  Headless out;
  Result<std::unique_ptr<gpu::OffscreenContext>> context = gpu::OffscreenContext::create();
  if (!context) return tl::unexpected(context.error());
  out.context = std::move(*context);
  Result<std::unique_ptr<gpu::Engine>> engine = gpu::Engine::create(*data / "shaders");
  if (!engine) return tl::unexpected(engine.error());
  out.engine = std::move(*engine);
  ui::use_remembered_family(*out.engine);
  return out;
}

Result<void> compute(gpu::Engine& engine, const io::Image& image, const std::shared_ptr<const Plan>& plan,
                     const GoOn& go_on) {
  const InputSource& input = plan->experiment.input;
  const Tensor working = io::fit_image(image.tensor, input, plan->image);
  if (auto set = engine.set_image(working, io::fitted_key(image, input, plan->image)); !set) return set;
  if (auto set = engine.set_plan(plan); !set) return set;
  for (;;) {
    constexpr double kBetweenLooks_ms = 50;
    const Result<bool> done = engine.advance(go_on ? kBetweenLooks_ms : -1);
    if (!done) return tl::unexpected(done.error());
    for (const std::string& text : engine.take_gl_messages())
      fmt::print(stderr, "sepscope: OpenGL: {}\n", text);
    if (*done) return {};
    if (!go_on) continue;
    if (auto on = go_on(engine.progress()); !on) return on;
  }
}

std::vector<NamedStage> named_stages(const Plan& plan) {
  std::vector<NamedStage> out;
  if (!plan.source.empty()) out.push_back({{gpu::Slot::image, 0}, "image"});
  out.push_back({{gpu::Slot::input, 0}, "input"});
  const auto add = [&out](gpu::Slot slot, const char* path, const std::vector<Stage>& stages) {
    for (size_t i = 0; i < stages.size(); ++i)
      out.push_back({{slot, static_cast<int>(i)}, fmt::format("{}-{}-{}", path, i + 1, stages[i].name)});
  };
  add(gpu::Slot::separable, "separable", plan.separable);
  add(gpu::Slot::standard, "standard", plan.standard);
  return out;
}

}  // namespace sep::cli
