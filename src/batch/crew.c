/* SPDX-License-Identifier: Apache-2.0 */

/*
 * In: items, one at a time. Out: what the workers made of them, in the order they got ready. A
 * worker that is lost (by a fault, by hunger for memory) or that has had its time is replaced, and
 * its item is told as failed.
 */

#include "batch/run.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct member {
    pid_t pid; /* 0: none */
    int fd;
    bool busy;
    size_t number;  /* of its item … */
    const char *id; /* … and what that is called */
    gint64 since;   /* when it got it; microseconds */
} member;

struct ht_crew {
    const ht_batch_work *work;
    member *members;
    size_t n_members;
};

ht_crew *ht_crew_new(const ht_batch_work *work)
{
    ht_crew *crew = g_new0(ht_crew, 1);
    int workers = work->options->workers;
    crew->work = work;
    crew->n_members = workers > 0 ? (size_t)workers : g_get_num_processors();
    crew->members = g_new0(member, crew->n_members);
    return crew;
}

static void end(member *m)
{
    if (m->pid > 0) {
        kill(m->pid, SIGKILL);
        close(m->fd);
        waitpid(m->pid, NULL, 0);
    }
    *m = (member){0};
}

void ht_crew_free(ht_crew *crew)
{
    for (size_t i = 0; i < crew->n_members; i++) {
        end(&crew->members[i]);
    }
    g_free(crew->members);
    g_free(crew);
}

bool ht_crew_is_free(const ht_crew *crew)
{
    for (size_t i = 0; i < crew->n_members; i++) {
        if (!crew->members[i].busy) {
            return true;
        }
    }
    return false;
}

bool ht_crew_is_idle(const ht_crew *crew)
{
    for (size_t i = 0; i < crew->n_members; i++) {
        if (crew->members[i].busy) {
            return false;
        }
    }
    return true;
}

/* The sockets of the others are theirs: a worker that kept them would keep them open. It ends with
 * the batch, whatever it is doing: else it would hold the journal's lock. */
static void run_child(const ht_crew *crew, int fd, pid_t parent)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) {
        _exit(1);
    }
    for (size_t i = 0; i < crew->n_members; i++) {
        if (crew->members[i].pid > 0) {
            close(crew->members[i].fd);
        }
    }
    ht_worker_run(fd, crew->work);
}

static bool start(const ht_crew *crew, member *m)
{
    int fds[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0) {
        return false;
    }
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid == 0) {
        close(fds[0]);
        run_child(crew, fds[1], parent);
    }
    close(fds[1]);
    if (pid < 0) {
        close(fds[0]);
        return false;
    }
    *m = (member){.pid = pid, .fd = fds[0]};
    return true;
}

static bool send_job(const member *m, size_t number, GBytes *bytes, size_t first_page)
{
    char digits[32];
    char first[32];
    g_snprintf(digits, sizeof digits, "%zu", number);
    g_snprintf(first, sizeof first, "%zu", first_page);
    GBytes *parts[] = {g_bytes_new(digits, strlen(digits)), g_bytes_new(first, strlen(first)),
                       g_bytes_ref(bytes)};
    bool sent = ht_wire_send(m->fd, parts, G_N_ELEMENTS(parts));
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_bytes_unref(parts[i]);
    }
    return sent;
}

bool ht_crew_give(ht_crew *crew, size_t number, const ht_batch_item *item, GBytes *bytes,
                  size_t first_page, ht_diags *diags)
{
    member *m = crew->members;
    while (m->busy) {
        m++;
    }
    /* One that was lost while it had nothing to do is replaced, once. */
    for (int attempt = 0; attempt < 2; attempt++) {
        if (m->pid == 0 && !start(crew, m)) {
            ht_diag_add(diags, HT_E1105, HT_NO_PLACE, g_strerror(errno));
            return false;
        }
        if (send_job(m, number, bytes, first_page)) {
            m->busy = true;
            m->number = number;
            m->id = item->id;
            m->since = g_get_monotonic_time();
            return true;
        }
        end(m);
    }
    ht_diag_add(diags, HT_E1105, HT_NO_PLACE, g_strerror(EPIPE));
    return false;
}

/* ---- Waiting ------------------------------------------------------------------------------- */

static const char *keep(ht_batch_result *result, const GPtrArray *message, size_t index)
{
    const char *text = ht_wire_text(message, index);
    return *text != '\0' ? ht_arena_strdup(result->arena, text) : NULL;
}

/* The order is that of answer() in worker.c. */
static void take(ht_batch_result *result, const GPtrArray *message)
{
    bool rendered = strcmp(ht_wire_text(message, 0), "rendered") == 0;
    const char **const texts[] = {
        &result->output,       &result->temporary,   &result->pdf,   &result->size,  &result->pages,
        &result->layout,       &result->number,      &result->title, &result->files, &result->faces,
        &result->milliseconds, &result->diagnostics, &result->told};
    result->outcome = rendered ? HT_BATCH_RENDERED : HT_BATCH_FAILED;
    result->stuck = strcmp(ht_wire_text(message, 0), "stuck") == 0;
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        *texts[i] = keep(result, message, i + 1);
    }
}

/* Why a worker is gone. */
static void tell_loss(ht_batch_result *result, const ht_crew *crew, const char *id, int status)
{
    const ht_source document = {id, "", 0, NULL};
    ht_diags *diags = ht_diags_new();
    int signal_number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    bool aborted = signal_number == SIGABRT || signal_number == SIGTRAP;
    int memory = crew->work->options->memory;
    if (memory > 0 && aborted) {
        ht_diag_add(diags, HT_E1106, ht_source_file(&document), memory);
    } else if (signal_number > 0) {
        ht_diag_add(diags, HT_E1107, ht_source_file(&document), g_strsignal(signal_number));
    } else {
        char *words = g_strdup_printf(ht_tr(N_("it ended with status %d")), WEXITSTATUS(status));
        ht_diag_add(diags, HT_E1107, ht_source_file(&document), words);
        g_free(words);
    }
    ht_batch_fail(result, id, diags);
    ht_diags_free(diags);
}

static void tell_timeout(ht_batch_result *result, const ht_crew *crew, const char *id)
{
    const ht_source document = {id, "", 0, NULL};
    ht_diags *diags = ht_diags_new();
    ht_diag_add(diags, HT_E1108, ht_source_file(&document), crew->work->options->timeout);
    ht_batch_fail(result, id, diags);
    ht_diags_free(diags);
}

/* Reads the answer of one whose socket has something to say, if only that it is closed. */
static void finish(member *m, const ht_crew *crew, ht_batch_result *result)
{
    GPtrArray *message = ht_wire_receive(m->fd);
    if (message != NULL) {
        take(result, message);
        g_ptr_array_free(message, TRUE);
        m->busy = false;
        return;
    }
    int status = 0;
    kill(m->pid, SIGKILL);
    waitpid(m->pid, &status, 0);
    close(m->fd);
    const char *id = m->id;
    *m = (member){0};
    tell_loss(result, crew, id, status);
}

/* Milliseconds until the first has had its time; -1: nobody will. */
static int time_left(const ht_crew *crew)
{
    gint64 limit = (gint64)crew->work->options->timeout * G_USEC_PER_SEC;
    gint64 now = g_get_monotonic_time();
    gint64 least = -1;
    for (size_t i = 0; i < crew->n_members && limit > 0; i++) {
        const member *m = &crew->members[i];
        gint64 left = MAX(m->since + limit - now, 0) / 1000 + 1;
        if (m->busy && (least < 0 || left < least)) {
            least = left;
        }
    }
    return (int)least;
}

static member *overdue(const ht_crew *crew)
{
    gint64 limit = (gint64)crew->work->options->timeout * G_USEC_PER_SEC;
    gint64 now = g_get_monotonic_time();
    for (size_t i = 0; i < crew->n_members && limit > 0; i++) {
        if (crew->members[i].busy && now - crew->members[i].since >= limit) {
            return &crew->members[i];
        }
    }
    return NULL;
}

/* One that has something to say; NULL when time is over, or one of the others has. */
static member *wait_for_one(ht_crew *crew, const int *others, size_t n_others, bool *other)
{
    struct pollfd *fds = g_new0(struct pollfd, crew->n_members + n_others);
    struct pollfd *behind = fds + crew->n_members;
    member *ready = NULL;
    for (size_t i = 0; i < crew->n_members; i++) {
        fds[i].fd = crew->members[i].busy ? crew->members[i].fd : -1;
        fds[i].events = POLLIN;
    }
    for (size_t i = 0; i < n_others; i++) {
        behind[i] = (struct pollfd){.fd = others[i], .events = POLLIN};
    }
    if (poll(fds, crew->n_members + n_others, time_left(crew)) > 0) {
        for (size_t i = 0; i < n_others; i++) {
            *other = *other || behind[i].revents != 0;
        }
        for (size_t i = 0; i < crew->n_members && ready == NULL && !*other; i++) {
            ready = fds[i].revents != 0 ? &crew->members[i] : NULL;
        }
    }
    g_free(fds);
    return ready;
}

bool ht_crew_wait(ht_crew *crew, size_t *number, ht_batch_result *result, const int *others,
                  size_t n_others)
{
    for (;;) {
        bool other = false;
        member *m = wait_for_one(crew, others, n_others, &other);
        member *late = m == NULL ? overdue(crew) : NULL;
        if (other) {
            return false;
        }
        if (m != NULL) {
            *number = m->number;
            finish(m, crew, result);
            return true;
        }
        if (late != NULL) {
            *number = late->number;
            const char *id = late->id;
            end(late);
            tell_timeout(result, crew, id);
            return true;
        }
    }
}
