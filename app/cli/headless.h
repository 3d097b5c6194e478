// The engine without a window, for commands.
#pragma once

#include <memory>

#include "core/error.h"
#include "core/go_on.h"
#include "gpu/context.h"
#include "gpu/engine.h"
#include "io/image.h"

namespace sep::cli {

/// An off-screen context, current on this thread, and the engine in it.
struct Headless {
  std::unique_ptr<gpu::OffscreenContext> context;
  std::unique_ptr<gpu::Engine> engine;
};
/// Error: what is missing (shaders, EGL, OpenGL 4.3), in words.
Result<Headless> start_headless();

/// Computes a plan to the end, its image fitted to the working size. Error: memory, the driver, or go_on's.
Result<void> compute(gpu::Engine& engine, const io::Image& image, const std::shared_ptr<const Plan>& plan,
                     const GoOn& go_on = nullptr);

/// A stage as it is read from the engine, and its name among files: "separable-1-depthwise".
struct NamedStage {
  gpu::StageRef ref;
  std::string name;
};
/// "image" where the input is a bank made from it, "input", then every stage of both paths in order.
std::vector<NamedStage> named_stages(const Plan& plan);

}  // namespace sep::cli
