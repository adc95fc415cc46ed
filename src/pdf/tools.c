/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A program's name and arguments in, what it writes to standard output out. No shell stands in
 * between. Both its outputs are read as they come, so that neither can fill up and stop it.
 */

#include "pdf/pdf.h"

#include <errno.h>
#include <glib-unix.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define READ_STEP 65536
/* As much of what a program says against us as is worth keeping. */
#define MAX_SAID 4096
/* More than anybody answers who is asked. */
#define MAX_ANSWER 65536

typedef struct running {
    GPid pid;
    int out;
    int err;
    GString *said;
    bool late; /* it was ended, having had its time */
} running;

/* `input` is a file that is to be the program's standard input; -1: none. */
static ht_status start(running *tool, const char *const *argv, int input, const char *package,
                       ht_diags *diags)
{
    GError *error = NULL;
    GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD;
    char **arguments = g_strdupv((char **)argv);
    bool ok = g_spawn_async_with_pipes_and_fds(NULL, (const char *const *)arguments, NULL, flags,
                                               NULL, NULL, input, -1, -1, NULL, NULL, 0, &tool->pid,
                                               NULL, &tool->out, &tool->err, &error);
    g_strfreev(arguments);
    if (ok) {
        tool->said = g_string_new(NULL);
        return HT_OK;
    }
    if (g_error_matches(error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT)) {
        ht_diag_add(diags, HT_E0901, HT_NO_PLACE, argv[0]);
        if (package != NULL) {
            ht_diag_hint(diags, ht_tr(N_("install it: apt-get install %s")), package);
        }
    } else {
        ht_diag_add(diags, HT_E0902, HT_NO_PLACE, argv[0], error->message);
    }
    g_error_free(error);
    return HT_BACKEND;
}

/* Reads what is there; false at the end of it. */
static bool read_some(int fd, char *bytes, size_t *size)
{
    ssize_t n = 0;
    do {
        n = read(fd, bytes, READ_STEP);
    } while (n < 0 && errno == EINTR);
    *size = n > 0 ? (size_t)n : 0;
    return n > 0;
}

/* Milliseconds until a time, in microseconds. */
static int left_until(gint64 end)
{
    gint64 left = (end - g_get_monotonic_time()) / 1000 + 1;
    return (int)CLAMP(left, 0, G_MAXINT);
}

/* Hands on all output. False when the taker has had enough, or the program its time. */
static bool listen(running *tool, ht_write_fn take, void *user, int seconds)
{
    char *bytes = g_malloc(READ_STEP);
    gint64 end = g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
    struct pollfd ends[] = {{tool->out, POLLIN, 0}, {tool->err, POLLIN, 0}};
    bool taken = true;
    while (taken && (ends[0].fd >= 0 || ends[1].fd >= 0)) {
        int ready = poll(ends, G_N_ELEMENTS(ends), left_until(end));
        if (ready < 0 && errno != EINTR) {
            break;
        }
        if (ready == 0) {
            kill(tool->pid, SIGKILL);
            tool->late = true;
            break;
        }
        for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
            size_t size = 0;
            if (ends[i].fd < 0 || ends[i].revents == 0) {
                continue;
            }
            if (!read_some(ends[i].fd, bytes, &size)) {
                ends[i].fd = -1;
            } else if (i == 0) {
                taken = take(bytes, size, user);
            } else if (tool->said->len < MAX_SAID) {
                g_string_append_len(tool->said, bytes, (gssize)size);
            }
        }
    }
    g_free(bytes);
    return taken;
}

/* Waits for the end, and tells a failure in the program's own words. */
static ht_status finish(running *tool, const char *name, bool taken, int seconds, ht_diags *diags)
{
    int status = 0;
    close(tool->out); /* a program that still writes ends by that */
    close(tool->err);
    while (waitpid(tool->pid, &status, 0) < 0 && errno == EINTR) {
    }
    g_spawn_close_pid(tool->pid);
    ht_status result = taken ? HT_OK : HT_IO;
    if (tool->late) {
        ht_diag_add(diags, HT_E0906, HT_NO_PLACE, name, seconds);
        result = HT_LIMIT;
    } else if (taken && !(WIFEXITED(status) && WEXITSTATUS(status) == 0)) {
        char *said = g_utf8_make_valid(tool->said->str, (gssize)tool->said->len);
        said[strcspn(said, "\r\n")] = '\0';
        ht_diag_add(diags, HT_E0902, HT_NO_PLACE, name, *said != '\0' ? said : "…");
        g_free(said);
        result = HT_BACKEND;
    }
    g_string_free(tool->said, TRUE);
    return result;
}

ht_status ht_tool_stream(ht_write_fn take, void *user, const char *const *argv, const char *package,
                         int seconds, ht_diags *diags)
{
    running tool = {0};
    ht_status status = start(&tool, argv, -1, package, diags);
    if (status != HT_OK) {
        return status;
    }
    bool taken = listen(&tool, take, user, seconds);
    return finish(&tool, argv[0], taken, seconds, diags);
}

ht_status ht_tool_run(GByteArray **out, const char *const *argv, const char *package, int seconds,
                      ht_diags *diags)
{
    GByteArray *bytes = g_byte_array_new();
    ht_status status = ht_tool_stream(ht_write_to_bytes, bytes, argv, package, seconds, diags);
    if (status != HT_OK) {
        g_byte_array_unref(bytes);
        bytes = NULL;
    }
    *out = bytes;
    return status;
}

/* A pipe with some bytes in it, which nobody can write to any more; -1 after an error is added. */
static int filled_pipe(const char *name, const void *bytes, size_t size, ht_diags *diags)
{
    int ends[2] = {-1, -1};
    bool filled =
        g_unix_open_pipe(ends, FD_CLOEXEC, NULL) && write(ends[1], bytes, size) == (ssize_t)size;
    if (!filled) {
        ht_diag_add(diags, HT_E0902, HT_NO_PLACE, name, g_strerror(errno));
    }
    if (ends[1] >= 0) {
        close(ends[1]);
    }
    return ends[0];
}

static bool take_answer(const void *bytes, size_t size, void *user)
{
    const GByteArray *answer = user;
    return answer->len < MAX_ANSWER && ht_write_to_bytes(bytes, size, user);
}

ht_status ht_tool_ask(GByteArray **out, const char *const *argv, const void *input, size_t size,
                      int seconds, ht_diags *diags)
{
    GByteArray *bytes = g_byte_array_new();
    running tool = {0};
    int ready = filled_pipe(argv[0], input, size, diags);
    ht_status status = ready >= 0 ? start(&tool, argv, ready, NULL, diags) : HT_BACKEND;
    if (ready >= 0) {
        close(ready);
    }
    if (status == HT_OK) {
        listen(&tool, take_answer, bytes, seconds); /* what says too much ends by the pipe */
        status = finish(&tool, argv[0], true, seconds, diags);
    }
    if (status != HT_OK) {
        g_byte_array_unref(bytes);
        bytes = NULL;
    }
    *out = bytes;
    return status;
}

const char *ht_tool_path(ht_arena *arena, const char *path)
{
    return path[0] == '-' ? ht_arena_printf(arena, "./%s", path) : path;
}
