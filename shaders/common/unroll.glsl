// Lists written out at compile time, because not every driver unrolls loops over registers: EACH_SUM(M, x) is M(0, x) M(1, x) … once
// for every one of the SUMS = CHANNELS·ROWS sums of an invocation.
#if SUMS == 1
#define EACH_SUM(M, x) M(0, x)
#elif SUMS == 2
#define EACH_SUM(M, x) M(0, x) M(1, x)
#elif SUMS == 4
#define EACH_SUM(M, x) M(0, x) M(1, x) M(2, x) M(3, x)
#elif SUMS == 8
#define EACH_SUM(M, x) M(0, x) M(1, x) M(2, x) M(3, x) M(4, x) M(5, x) M(6, x) M(7, x)
#else
#error "an invocation makes 1, 2, 4 or 8 sums"
#endif
