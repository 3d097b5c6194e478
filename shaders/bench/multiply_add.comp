// Multiplies and adds in registers, six vec4s an invocation (as many as processors have registers for) and nothing else: what the processor or card can do at most. TURNS says how often.
layout(local_size_x = 64) in;

layout(std430, binding = 0) writeonly buffer Output { vec4 o_values[]; };

uniform int u_salt;  // 0, but the compiler does not know

#define EACH(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5)
#define BEGIN(i) vec4 s##i = vec4(float(i + u_salt));
#define TURN(i) s##i = s##i * factor + term;
#define ADD(i) + s##i

void main() {
  vec4 factor = vec4(0.5 + float(u_salt)), term = vec4(1.0 + float(gl_LocalInvocationID.x));
  EACH(BEGIN)
  for (int turn = 0; turn < TURNS; ++turn) {
    EACH(TURN)
    EACH(TURN)
    EACH(TURN)
    EACH(TURN)
  }
  o_values[gl_GlobalInvocationID.x] = vec4(0.0) EACH(ADD);
}
