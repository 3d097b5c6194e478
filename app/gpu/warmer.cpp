// Bodies of warmer.h.
#include "gpu/warmer.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <system_error>

#include "gpu/context.h"
#include "gpu/tensor_gpu.h"

namespace sep::gpu {
namespace {

bool is_on(const char* variable) {
  const char* value = std::getenv(variable);
  if (value == nullptr) return false;
  return std::strcmp(value, "1") == 0 || std::strcmp(value, "true") == 0 || std::strcmp(value, "yes") == 0;
}

/// Where Mesa keeps its cache; empty when it has no place for one.
std::filesystem::path mesa_cache_dir() {
  const auto variable = [](const char* name) {
    return std::getenv(name) == nullptr ? "" : std::getenv(name);
  };
  if (std::filesystem::path dir = variable("MESA_SHADER_CACHE_DIR"); !dir.empty()) return dir;
  if (std::filesystem::path dir = variable("XDG_CACHE_HOME"); !dir.empty()) return dir / "mesa_shader_cache";
  if (std::filesystem::path dir = variable("HOME"); !dir.empty()) return dir / ".cache" / "mesa_shader_cache";
  return {};
}

/// True when the directory, or the deepest of its parents that exists, can be written.
bool can_write(std::filesystem::path dir) {
  std::error_code ignored;
  while (!dir.empty() && !std::filesystem::exists(dir, ignored) && dir != dir.parent_path())
    dir = dir.parent_path();
  return !dir.empty() && access(dir.c_str(), W_OK) == 0;
}

/// What a convolution shader reads and writes, so that it can run once over no rows.
struct Nothing {
  Result<GpuTensor> tensor = make_gpu_tensor({1, 1, 4, 4}, Limits{});
  TexelBuffer weights = make_texels({}, GL_RGBA32F);

  void bind() const {
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_BUFFER, tensor->pages.front().texture.get());
    glActiveTexture(GL_TEXTURE1);
    glBindTexture(GL_TEXTURE_BUFFER, weights.texture.get());
    for (const GLuint binding : {0U, 1U, 2U, 3U})
      glBindBufferBase(GL_SHADER_STORAGE_BUFFER, binding, tensor->pages.front().buffer.get());
  }
};

}  // namespace

bool driver_keeps_programs() {
  const char* version = reinterpret_cast<const char*>(glGetString(GL_VERSION));
  if (version == nullptr || std::strstr(version, "Mesa") == nullptr) return true;
  if (is_on("MESA_SHADER_CACHE_DISABLE") || is_on("MESA_GLSL_CACHE_DISABLE")) return false;
  return can_write(mesa_cache_dir());
}

Warmer::Warmer(std::filesystem::path shader_dir)
    : shader_dir_(std::move(shader_dir)), thread_([this] { work(); }) {}

Warmer::~Warmer() {
  {
    const std::scoped_lock lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Warmer::prepare(const ProgramKey& key, Haste haste) {
  const std::scoped_lock lock(mutex_);
  const bool known = !asked_.insert(key).second;
  if (known && (haste == Haste::someday || std::erase(wanted_, key) == 0)) return;
  haste == Haste::now ? wanted_.push_front(key) : wanted_.push_back(key);
  wake_.notify_all();
}

bool Warmer::has(const ProgramKey& key) const {
  const std::scoped_lock lock(mutex_);
  return done_.contains(key);
}

bool Warmer::coming(const ProgramKey& key) const {
  const std::scoped_lock lock(mutex_);
  return !over_ && asked_.contains(key) && !done_.contains(key) && !failed_.contains(key);
}

bool Warmer::busy() const {
  const std::scoped_lock lock(mutex_);
  return !over_ && (compiling_ || !wanted_.empty());
}

/// Waits for the next program; false when it is time to end.
bool Warmer::next(ProgramKey& key) {
  std::unique_lock lock(mutex_);
  compiling_ = false;
  wake_.wait(lock, [this] { return stop_ || !wanted_.empty(); });
  if (stop_) return false;
  key = wanted_.front();
  wanted_.pop_front();
  compiling_ = true;
  return true;
}

void Warmer::work() {
  constexpr int kNice = 10;
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kNice);  // of this thread; who drags comes first
  compile();
  const std::scoped_lock lock(mutex_);
  over_ = true;
}

void Warmer::compile() {
  const auto context = OffscreenContext::create();
  if (!context) return;
  const Nothing nothing;
  if (!nothing.tensor) return;
  for (ProgramKey key; next(key);) {
    ProgramCache programs(shader_dir_);  // its programs are dropped at once: the driver's cache has them
    const auto program = programs.get(key.first, key.second);
    if (program) {
      glUseProgram((*program)->get());
      nothing.bind();
      glDispatchCompute(1, 1, 1);
      glFinish();
    }
    const std::scoped_lock lock(mutex_);
    (program ? done_ : failed_).insert(key);
  }
}

}  // namespace sep::gpu
