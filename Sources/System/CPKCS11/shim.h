// The part of PKCS#11 (OASIS PKCS #11 Cryptographic Token Interface, version 2.40) that signing needs: layouts and
// numbers. The libraries themselves come with the tokens and are loaded when somebody names one.

#ifndef LIENTHONG_CPKCS11
#define LIENTHONG_CPKCS11

typedef unsigned long P11Code;

typedef struct {
    unsigned char label[32];
    unsigned char manufacturer[32];
    unsigned char model[16];
    unsigned char serial_number[16];
    unsigned long flags;
    unsigned long numbers[10]; // sessions, lengths of a PIN, memory
    unsigned char versions[4];
    unsigned char time[16];
} P11TokenInfo;

typedef struct {
    unsigned long type;
    void *value;
    unsigned long length;
} P11Attribute;

typedef struct {
    unsigned long type;
    void *parameter;
    unsigned long length;
} P11Mechanism;

typedef struct {
    unsigned long hash;
    unsigned long mask;
    unsigned long salt_length;
} P11PSSParameters;

typedef struct {
    void *mutex_functions[4];
    unsigned long flags;
    void *reserved;
} P11InitializeArguments;

// The table of a library's functions, in the order of the standard. What stands behind `sign` is not used here.
typedef struct {
    unsigned char version[2];
    P11Code (*initialize)(void *arguments);
    void *finalize;
    void *get_info;
    void *get_function_list;
    P11Code (*get_slot_list)(unsigned char with_token, unsigned long *slots, unsigned long *count);
    void *get_slot_info;
    P11Code (*get_token_info)(unsigned long slot, P11TokenInfo *info);
    void *get_mechanism_list;
    void *get_mechanism_info;
    void *init_token;
    void *init_pin;
    void *set_pin;
    P11Code (*open_session)(unsigned long slot, unsigned long flags, void *application, void *notify,
                            unsigned long *session);
    P11Code (*close_session)(unsigned long session);
    void *close_all_sessions;
    void *get_session_info;
    void *get_operation_state;
    void *set_operation_state;
    P11Code (*login)(unsigned long session, unsigned long user, unsigned char *pin, unsigned long length);
    P11Code (*logout)(unsigned long session);
    void *create_object;
    void *copy_object;
    void *destroy_object;
    void *get_object_size;
    P11Code (*get_attribute_value)(unsigned long session, unsigned long object, P11Attribute *attributes,
                                   unsigned long count);
    void *set_attribute_value;
    P11Code (*find_objects_init)(unsigned long session, P11Attribute *wanted, unsigned long count);
    P11Code (*find_objects)(unsigned long session, unsigned long *objects, unsigned long most, unsigned long *count);
    P11Code (*find_objects_final)(unsigned long session);
    void *encrypt_functions[4];
    void *decrypt_functions[4];
    void *digest_functions[5];
    P11Code (*sign_init)(unsigned long session, P11Mechanism *mechanism, unsigned long key);
    P11Code (*sign)(unsigned long session, unsigned char *data, unsigned long length, unsigned char *signature,
                    unsigned long *signature_length);
} P11Functions;

typedef P11Code (*P11GetFunctionList)(P11Functions **functions);

#endif
