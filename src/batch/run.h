/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HT_BATCH_RUN_H
#define HT_BATCH_RUN_H

/*
 * While a batch runs: who works on it, and where what they make goes.
 *
 *     wire.c      texts                        <-> a socket
 *     worker.c    an item's bytes              -> a finished file, in a process of its own
 *     crew.c      workers                      -> started, given work, watched, replaced
 *     stop.c      SIGINT, SIGTERM              -> something to wait for
 *     targets.c   report, summary, volume      -> each a file of its own
 *     own.c       the folder for files that are no outputs
 *     disk.c      finished files               -> on the disk
 *     outputs.c   these                        -> under their names, and noted
 *     left.c      what runs before have done   -> outputs of documents that are no more
 *     bind.c      outputs                      -> one PDF
 *     run.c       the whole, in the order of the source
 */

#include "batch/batch.h"

/* ---- Other files that are written (targets.c) ----------------------------------------------- */

typedef struct ht_target {
    const char *option; /* "--report" */
    const char *path;   /* NULL: it is not asked for */
} ht_target;

#define HT_TARGETS 3

void ht_targets_list(ht_target targets[HT_TARGETS], const ht_batch_options *options);

/* Tells targets that are one file, or the source, or another file that is read. HT_IO. */
ht_status ht_targets_check(const ht_batch_options *options, const char *source, ht_diags *diags);

/* Tells a target that is a document of the source. HT_IO. */
ht_status ht_targets_check_items(const ht_batch_options *options, const ht_batch_source *source,
                                 ht_diags *diags);

/* Makes the folders of all, and that of the pictures; or that of one file, NULL being none. HT_IO
 * after an error is added. */
ht_status ht_targets_make_folders(const ht_batch_options *options, ht_diags *diags);
ht_status ht_make_folder_of(const char *path, ht_diags *diags);

/* Removes what a run that was killed has left beside them. */
void ht_targets_clear(const ht_batch_options *options);

/* The path of a file, which need not be there, from the root and through no link to a folder. The
 * caller frees it. */
char *ht_place_of_file(const char *path);

/* True when both are there, and one ordinary file. */
bool ht_is_same_file(const char *a, const char *b);

/* ---- Outputs (outputs.c) ------------------------------------------------------------------- */

typedef struct ht_outputs ht_outputs;

/* Of a run into `folder`; all of these must outlive it. */
ht_outputs *ht_outputs_new(const char *folder, ht_journal *journal, ht_digests *digests,
                           bool force);
void ht_outputs_free(ht_outputs *outputs);

/* No document may have the name of a target; one that lies elsewhere takes none. */
void ht_outputs_keep_free(ht_outputs *outputs, const ht_target *target);

/* Moves a rendered document to its name and notes it; of one that is as it was, the name is taken. A
 * document whose name another one has fails. HT_IO after an error is added: the journal cannot be
 * written. */
ht_status ht_outputs_settle(ht_outputs *outputs, const ht_batch_item *item, ht_batch_result *result,
                            ht_diags *diags);

/* The name of an output in small letters, as file systems may take it; one that is no UTF-8 as it is.
 * The caller frees it. */
char *ht_output_fold(const char *name);

/* Tells outputs below `folder` of documents that the source has no longer (left.c). */
void ht_batch_tell_left(const ht_journal *journal, const ht_batch_source *source,
                        const char *folder, ht_diags *diags);

/* ---- Workers (wire.c, worker.c, crew.c) ---------------------------------------------------- */

/* Writes texts to a socket as one message; false when the other side is gone. */
bool ht_wire_send(int fd, GBytes *const *parts, size_t n_parts);

/* Reads one message; NULL when the other side is gone. The caller frees it. */
GPtrArray *ht_wire_receive(int fd);

/* The text of part `index` of a message; "" when there is none. */
const char *ht_wire_text(const GPtrArray *message, size_t index);

/* What workers need to know. */
typedef struct ht_batch_work {
    const ht_batch_options *options;
    const ht_batch_source *source;
    ht_fontset *fonts;
    const char *folder; /* for finished files */
} ht_batch_work;

/* Works until the socket is closed; never returns. */
void ht_worker_run(int fd, const ht_batch_work *work) __attribute__((noreturn));

typedef struct ht_crew ht_crew;

ht_crew *ht_crew_new(const ht_batch_work *work);
/* Ends all workers at once. */
void ht_crew_free(ht_crew *crew);

bool ht_crew_is_free(const ht_crew *crew);
bool ht_crew_is_idle(const ht_crew *crew);

/* Gives an item to a free worker. Its pages are numbered from `first_page`, or by themselves with 0.
 * False after an error is added: no process can be started. */
bool ht_crew_give(ht_crew *crew, size_t number, const ht_batch_item *item, GBytes *bytes,
                  size_t first_page, ht_diags *diags);

/* Waits until a worker is done with its item, or is lost over it, or has had its time. The number
 * is that of the item. False when one of the others, each a file descriptor or -1, can be read
 * before; nothing else ends the waiting when the crew is idle. */
bool ht_crew_wait(ht_crew *crew, size_t *number, ht_batch_result *result, const int *others,
                  size_t n_others);

/* ---- The batch's own folder (own.c) --------------------------------------------------------- */

/* Below that of the outputs; and that of this shard, which may be the same. The caller frees them. */
char *ht_own_root(const char *output);
char *ht_own_folder(const char *root, const ht_batch_options *options);

/* Removes what a run before has left there, cut off. */
void ht_own_clear(const char *own);

/* ---- The disk (disk.c) --------------------------------------------------------------------- */

typedef struct ht_disk ht_disk;
ht_disk *ht_disk_new(void);
/* Waits for all that is on its way. */
void ht_disk_free(ht_disk *disk);

/* Sends the finished file of a result to the disk; the result must live until it is there. */
void ht_disk_put(ht_disk *disk, ht_batch_result *result);

/* Can be read when the disk has something that it had not before; nothing can be read behind
 * ht_disk_listen(). */
int ht_disk_fd(const ht_disk *disk);
void ht_disk_listen(ht_disk *disk);

/* True when it is there, or is lost. */
bool ht_disk_has(ht_disk *disk, const ht_batch_result *result);

/* Waits until all are. */
void ht_disk_wait(ht_disk *disk);

/* ---- Signals (stop.c) ---------------------------------------------------------------------- */

typedef struct ht_stop ht_stop;

/* From now on SIGINT and SIGTERM wait to be taken. */
ht_stop *ht_stop_new(void);
/* All is as it was before; a signal that was not taken is forgotten. NULL is allowed, here and
 * below. */
void ht_stop_free(ht_stop *stop);

/* Can be read when a signal has come; -1: none will. */
int ht_stop_fd(const ht_stop *stop);

/* The signal that has come, or 0. After one the next ends the process. */
int ht_stop_take(const ht_stop *stop);

/* ---- A volume (bind.c) ---------------------------------------------------------------------- */

/* What is to be bound, in the order of the source. */
typedef struct ht_binding ht_binding;

/* `stop` ends the writing, and must outlive it. */
ht_binding *ht_binding_new(const ht_stop *stop);
void ht_binding_free(ht_binding *binding);

/* Adds the next item, if it has an output. */
void ht_binding_add(ht_binding *binding, const ht_batch_result *result);

/* Writes the file that the options ask for, of the outputs below the folder `output`: of all items of
 * the source. The crew is idle. An error is added when that cannot be; none for a signal. */
ht_status ht_binding_write(ht_binding *binding, const ht_batch_work *work, const char *output,
                           const ht_batch_source *source, ht_crew *crew, ht_diags *diags);

/* The signal that has ended the writing, or 0. */
int ht_binding_signal(const ht_binding *binding);

#endif
