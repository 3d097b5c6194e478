// Bodies of headless.h.
#include "cli/headless.h"

#include "io/paths.h"

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
  return out;
}

Result<void> compute(gpu::Engine& engine, const io::Image& image, const std::shared_ptr<const Plan>& plan) {
  const InputSource& input = plan->experiment.input;
  const Tensor working = io::fit_image(image.tensor, input, plan->image);
  if (auto set = engine.set_image(working, io::fitted_key(image, input, plan->image)); !set) return set;
  if (auto set = engine.set_plan(plan); !set) return set;
  for (;;) {
    const Result<bool> done = engine.advance(-1);
    if (!done) return tl::unexpected(done.error());
    if (*done) return {};
  }
}

}  // namespace sep::cli
