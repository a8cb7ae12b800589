/* Ends the process by SIGKILL at the n-th call of the C library that writes, as the system or a power cut would.
 *
 * Preloaded (LD_PRELOAD) into a Python that forks; a child calls arm(n). A write is cut in the middle before the end:
 * half of its bytes reach the file. Every other call is not made at all.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long left = 0, made = 0;

void arm(long count) { left = count; made = 0; }
long writes_made(void) { return made; }

static int is_last(void) { made++; return left > 0 && --left == 0; }
static void die(void) { kill(getpid(), SIGKILL); for (;;) pause(); }
#define REAL(type, name, ...) ((type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))

ssize_t write(int fd, const void *buffer, size_t size) {
    ssize_t (*real)(int, const void *, size_t) = REAL(ssize_t, "write", int, const void *, size_t);
    if (is_last()) { real(fd, buffer, size / 2); die(); }
    return real(fd, buffer, size);
}
#define WRAP(type, name, params, args, ...) \
    type name params { if (is_last()) die(); return REAL(type, #name, __VA_ARGS__) args; }
WRAP(int, rename, (const char *a, const char *b), (a, b), const char *, const char *)
WRAP(int, renameat, (int d, const char *a, int e, const char *b), (d, a, e, b), int, const char *, int, const char *)
WRAP(int, link, (const char *a, const char *b), (a, b), const char *, const char *)
WRAP(int, linkat, (int d, const char *a, int e, const char *b, int f), (d, a, e, b, f), int, const char *, int, const char *, int)
WRAP(int, symlink, (const char *a, const char *b), (a, b), const char *, const char *)
WRAP(int, unlink, (const char *a), (a), const char *)
WRAP(int, unlinkat, (int d, const char *a, int f), (d, a, f), int, const char *, int)
WRAP(int, mkdir, (const char *a, mode_t m), (a, m), const char *, mode_t)
WRAP(int, rmdir, (const char *a), (a), const char *)
WRAP(int, fsync, (int fd), (fd), int)
WRAP(int, fchmod, (int fd, mode_t m), (fd, m), int, mode_t)
WRAP(int, ftruncate, (int fd, off_t n), (fd, n), int, off_t)
WRAP(int, ftruncate64, (int fd, off_t n), (fd, n), int, off_t)

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        mode_t mode = 0; \
        if (flags & O_CREAT) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); } \
        if ((flags & (O_CREAT | O_TRUNC)) && is_last()) die(); \
        return REAL(int, #name, const char *, int, ...)(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)
