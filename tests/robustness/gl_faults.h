// Fails one OpenGL call: puts functions of its own in the place of those that libepoxy exports, and of those
// in Dear ImGui's loader. Only calls of the thread that armed it count.
#pragma once

#include <cstdint>
#include <string>

namespace sep::ui::testing {

enum class FaultKind { allocation, program, work };  ///< work: dispatches, draws, reads, fences, queries

struct FaultCount {
  int64_t calls[3] = {0, 0, 0};
  int64_t total() const { return calls[0] + calls[1] + calls[2]; }
};

/// Takes libepoxy's functions over; once, with a context current.
void install_faults();
/// Takes Dear ImGui's functions over; after each ImGui_ImplOpenGL3_Init().
void install_imgui_faults();

/// The n-th call from now on fails, once (n < 0: none does, they are only counted). It does nothing, gives 0
/// where it gives something, and GL_OUT_OF_MEMORY waits in glGetError().
void arm_fault(int64_t n);
/// What was called since then; nothing fails any more.
FaultCount disarm_fault();
/// "glBufferData": what failed; empty: nothing yet.
std::string failed_call();

/// From now on every call fails with GL_CONTEXT_LOST, and glGetGraphicsResetStatus() tells of a reset.
void lose_context();
void find_context_again();

/// From now on the driver says that it lacks this function; nullptr: it lacks none.
void take_function_away(const char* name);

/// From now on no compute shader compiles; all else does.
void refuse_compute_shaders(bool refuse);

/// Dispatches of compute shaders so far.
int64_t dispatches();

}  // namespace sep::ui::testing
