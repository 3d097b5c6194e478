// What the window holds: GPU memory little more than what it shows, and nothing that grows with edits.
#include <epoxy/gl.h>
#include <gtest/gtest.h>
#include <malloc.h>

#include <cstdio>

#include "offscreen_studio.h"

namespace sep::ui::testing {
namespace {

constexpr GLuint kMostNames = 5000;

struct Held {
  double gpu_mb = 0;  ///< all buffers
  double heap_mb = 0;
  long objects = 0;
};

Held held() {
  glFinish();
  Held h;
  for (GLuint n = 1; n < kMostNames; ++n) {
    h.objects += glIsBuffer(n) + glIsTexture(n) + glIsProgram(n) + glIsShader(n) + glIsFramebuffer(n) +
                 glIsVertexArray(n) + glIsQuery(n);
    if (glIsBuffer(n) == GL_FALSE) continue;
    GLint64 bytes = 0;
    glBindBuffer(GL_COPY_READ_BUFFER, n);
    glGetBufferParameteri64v(GL_COPY_READ_BUFFER, GL_BUFFER_SIZE, &bytes);
    h.gpu_mb += static_cast<double>(bytes) / 1e6;
  }
  glBindBuffer(GL_COPY_READ_BUFFER, 0);
  ::malloc_trim(0);
  const struct mallinfo2 m = ::mallinfo2();
  h.heap_mb = static_cast<double>(m.uordblks + m.hblkhd) / 1e6;
  return h;
}

/// Of the stages of the plan, the image and the difference: all are on the screen.
double shown_mb(const Session& session) {
  const Plan& plan = *session.plan();
  int64_t bytes = gpu::tensor_bytes(plan.image) + gpu::tensor_bytes(plan.standard.front().out);
  for (const auto* path : {&plan.source, &plan.separable, &plan.standard, &plan.display}) {
    for (const Stage& stage : *path) bytes += gpu::tensor_bytes(stage.out);
  }
  return static_cast<double>(bytes) / 1e6;
}

void ask_for_many_tensors(OffscreenStudio& w, int channels) {
  w.edit([&](Experiment& e) {
    e = first_experiment();
    e.mode = Mode::depthwise;
    e.input.height = e.input.width = 256;
    e.input.channels = channels;
    e.filters = 32;
    e.kernel.size = {3, 3};
  });
}

class Memory : public ::testing::Test {
 protected:
  void SetUp() override {
    OffscreenStudio::Options options;
    options.width = 1600;
    options.height = 1000;
    auto made = OffscreenStudio::create(options);
    ASSERT_TRUE(made) << made.error().message;
    w_ = std::move(*made);
    ASSERT_TRUE(w_->settle());
  }
  const OwnHome home_;
  std::unique_ptr<OffscreenStudio> w_;
};

TEST_F(Memory, LittleMoreThanWhatIsShown) {
  ask_for_many_tensors(*w_, 32);
  ASSERT_TRUE(w_->settle(1000));
  ASSERT_TRUE(w_->session().valid()) << w_->session().plan_error();
  for (const int rest : {0, 3}) {
    for (int i = 0; i < rest; ++i) {  // other weights, the same shapes
      w_->edit([&](Experiment& e) { e.pointwise.seed = static_cast<uint32_t>(10 + i); });
      ASSERT_TRUE(w_->settle(1000));
    }
    w_->studio().engine->trim();  // as the window does after a second
    const double all = held().gpu_mb, shown = shown_mb(w_->session());
    std::printf("after %d edits: %.1f MB in buffers, %.1f MB shown: %.2f times\n", rest, all, shown,
                all / shown);
    // the stages themselves once; for tiles smaller than their stage only what is drawn, averaged
    EXPECT_LE(all, 1.2 * shown);
  }
}

TEST_F(Memory, NothingGrowsOverAThousandEdits) {
  constexpr int kEdits = 1000, kWarmUp = 560;  // 500 steps of undo fill up meanwhile
  const auto edit = [&](int i) {
    w_->edit([&](Experiment& e) {
      e = first_experiment();
      e.input.height = e.input.width = 64;
      e.mode = i % 2 == 0 ? Mode::spatial : Mode::depthwise;
      e.kernel.size = {3 + i % 5, 3 + i % 5};
      e.filters = 4 + i % 3;
    });
    w_->frame();
  };
  for (int i = 0; i < kWarmUp; ++i) edit(i);
  ASSERT_TRUE(w_->settle());
  const Held before = held();
  for (int i = 0; i < kEdits; ++i) edit(i + kWarmUp);
  for (int i = 0; i < 2; ++i) edit(kWarmUp - 2 + i);  // ends as the warm-up did
  ASSERT_TRUE(w_->settle());
  const Held after = held();
  std::printf("%d edits: heap %.2f MB then %.2f MB, buffers %.2f MB then %.2f MB, objects %ld then %ld\n",
              kEdits, before.heap_mb, after.heap_mb, before.gpu_mb, after.gpu_mb, before.objects,
              after.objects);
  constexpr long kPooled = 16;  // tensors that wait for the next of their shape come and go
  EXPECT_LE(after.objects, before.objects + kPooled);
  EXPECT_LE(after.gpu_mb, before.gpu_mb + 2);
  EXPECT_LE(after.heap_mb, before.heap_mb + 1);
}

}  // namespace
}  // namespace sep::ui::testing
