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
#elif SUMS == 16
#define EACH_SUM(M, x) M(0, x) M(1, x) M(2, x) M(3, x) M(4, x) M(5, x) M(6, x) M(7, x) M(8, x) M(9, x) M(10, x) M(11, x) M(12, x) M(13, x) M(14, x) M(15, x)
#else
#error "an invocation makes 1, 2, 4, 8 or 16 sums"
#endif
