/* SPDX-License-Identifier: Apache-2.0 */

/*
 * SIGINT and SIGTERM in; out: a file descriptor that can be read when one has come. So a batch that
 * waits for its workers waits for a signal too, and nothing is done inside a handler.
 */

#include "batch/run.h"

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

struct ht_stop {
    int fd;
    sigset_t before; /* the signals that were blocked */
};

ht_stop *ht_stop_new(void)
{
    ht_stop *stop = g_new0(ht_stop, 1);
    sigset_t wanted;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGINT);
    sigaddset(&wanted, SIGTERM);
    sigprocmask(SIG_BLOCK, &wanted, &stop->before);
    stop->fd = signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
    return stop;
}

/* A signal that has come, or 0. */
static int read_signal(const ht_stop *stop)
{
    struct signalfd_siginfo info = {0};
    return read(stop->fd, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

void ht_stop_free(ht_stop *stop)
{
    if (stop != NULL) {
        while (read_signal(stop) != 0) {
            /* it came too late to end anything, and what was done is still to be told */
        }
        sigprocmask(SIG_SETMASK, &stop->before, NULL);
        close(stop->fd);
        g_free(stop);
    }
}

int ht_stop_fd(const ht_stop *stop)
{
    return stop != NULL ? stop->fd : -1;
}

int ht_stop_take(const ht_stop *stop)
{
    int found = stop != NULL ? read_signal(stop) : 0;
    if (found != 0) {
        sigprocmask(SIG_SETMASK, &stop->before, NULL);
    }
    return found;
}
