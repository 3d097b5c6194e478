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

}  // namespace sep::cli
