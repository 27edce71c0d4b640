// SPDX-License-Identifier: GPL-3.0-or-later
#include "detection/identifiers/contextvocabulary.h"

#include "detection/identifiers/wordfilter.h"

#include <algorithm>
#include <array>

namespace atalaia {

namespace {

constexpr quint64 kApiKey = kindBit(IdentifierKind::ApiKey);
constexpr quint64 kBankAccount = kindBit(IdentifierKind::BankAccount);
constexpr quint64 kBoleto = kindBit(IdentifierKind::Boleto);
constexpr quint64 kCard = kindBit(IdentifierKind::Card);
constexpr quint64 kCardCode = kindBit(IdentifierKind::CardCode);
constexpr quint64 kCardExpiry = kindBit(IdentifierKind::CardExpiry);
constexpr quint64 kCbu = kindBit(IdentifierKind::Cbu);
constexpr quint64 kCedula = kindBit(IdentifierKind::Cedula);
constexpr quint64 kCep = kindBit(IdentifierKind::Cep);
constexpr quint64 kClabe = kindBit(IdentifierKind::Clabe);
constexpr quint64 kCnh = kindBit(IdentifierKind::Cnh);
constexpr quint64 kCnpj = kindBit(IdentifierKind::Cnpj);
constexpr quint64 kCourtCase = kindBit(IdentifierKind::CourtCase);
constexpr quint64 kCpf = kindBit(IdentifierKind::Cpf);
constexpr quint64 kCuit = kindBit(IdentifierKind::Cuit);
constexpr quint64 kCurp = kindBit(IdentifierKind::Curp);
constexpr quint64 kDni = kindBit(IdentifierKind::Dni);
constexpr quint64 kEdrpou = kindBit(IdentifierKind::Edrpou);
constexpr quint64 kEmail = kindBit(IdentifierKind::Email);
constexpr quint64 kHealthCard = kindBit(IdentifierKind::HealthCard);
constexpr quint64 kIban = kindBit(IdentifierKind::Iban);
constexpr quint64 kIdCard = kindBit(IdentifierKind::IdCard);
constexpr quint64 kIpAddress = kindBit(IdentifierKind::IpAddress);
constexpr quint64 kNit = kindBit(IdentifierKind::Nit);
constexpr quint64 kOneTimeCode = kindBit(IdentifierKind::OneTimeCode);
constexpr quint64 kPassport = kindBit(IdentifierKind::Passport);
constexpr quint64 kPassword = kindBit(IdentifierKind::Password);
constexpr quint64 kPhone = kindBit(IdentifierKind::Phone);
constexpr quint64 kPis = kindBit(IdentifierKind::Pis);
constexpr quint64 kPixCode = kindBit(IdentifierKind::PixCode);
constexpr quint64 kPixKey = kindBit(IdentifierKind::PixKey);
constexpr quint64 kPlate = kindBit(IdentifierKind::Plate);
constexpr quint64 kRenavam = kindBit(IdentifierKind::Renavam);
constexpr quint64 kRfc = kindBit(IdentifierKind::Rfc);
constexpr quint64 kRg = kindBit(IdentifierKind::Rg);
constexpr quint64 kRnokpp = kindBit(IdentifierKind::Rnokpp);
constexpr quint64 kRut = kindBit(IdentifierKind::Rut);
constexpr quint64 kVoterId = kindBit(IdentifierKind::VoterId);

/// Words that name an identifier, in Portuguese, Spanish, English and Ukrainian. A row with a country goes
/// before the one without.
constexpr std::array kRows = {
        // clang-format off
        VocabularyRow{u"acao judicial", kCourtCase, u"", WordUse::Names},
        VocabularyRow{u"access key", kApiKey, u"", WordUse::Names},
        VocabularyRow{u"access token", kApiKey, u"", WordUse::Names},
        VocabularyRow{u"account", kIban, u"", WordUse::Generic},
        VocabularyRow{u"ag", kBankAccount, u"", WordUse::Names},
        VocabularyRow{u"agencia", kBankAccount, u"", WordUse::Names},
        VocabularyRow{u"amex", kCard, u"", WordUse::Names},
        VocabularyRow{u"api key", kApiKey, u"", WordUse::Names},
        VocabularyRow{u"apikey", kApiKey, u"", WordUse::Names},
        VocabularyRow{u"area code", 0, u"", WordUse::Nothing},
        VocabularyRow{u"autos", kCourtCase, u"", WordUse::Names},
        VocabularyRow{u"av", kCep, u"", WordUse::Generic},
        VocabularyRow{u"avenida", kCep, u"", WordUse::Generic},
        VocabularyRow{u"bairro", kCep, u"", WordUse::Names},
        VocabularyRow{u"banco", kBankAccount, u"", WordUse::Names},
        VocabularyRow{u"bearer", kApiKey, u"", WordUse::Names},
        VocabularyRow{u"boleto", kBoleto, u"", WordUse::Names},
        VocabularyRow{u"boletos", kBoleto, u"", WordUse::Names},
        VocabularyRow{u"c c", kBankAccount, u"BR", WordUse::Names},
        VocabularyRow{u"c c", kCedula, u"CO", WordUse::Names},
        VocabularyRow{u"c p f", kCpf, u"", WordUse::Names},
        VocabularyRow{u"cad unico", kPis, u"BR", WordUse::Names},
        VocabularyRow{u"cadastro de pessoa fisica", kCpf, u"", WordUse::Names},
        VocabularyRow{u"cadunico", kPis, u"BR", WordUse::Names},
        VocabularyRow{u"caixa", kPis, u"BR", WordUse::Generic},
        VocabularyRow{u"call", kPhone, u"", WordUse::Generic},
        VocabularyRow{u"card", kCard, u"", WordUse::Names},
        VocabularyRow{u"carnet", kRut, u"CL", WordUse::Generic},
        VocabularyRow{u"carro", kPlate, u"", WordUse::Generic},
        VocabularyRow{u"cartao", kCard, u"", WordUse::Names},
        VocabularyRow{u"cartao do sus", kHealthCard, u"", WordUse::Names},
        VocabularyRow{u"cartao nacional", kHealthCard, u"", WordUse::Names},
        VocabularyRow{u"cartao nacional de saude", kHealthCard, u"", WordUse::Names},
        VocabularyRow{u"cartao sus", kHealthCard, u"", WordUse::Names},
        VocabularyRow{u"carteira de identidade", kRg, u"", WordUse::Names},
        VocabularyRow{u"carteira de motorista", kCnh, u"", WordUse::Names},
        VocabularyRow{u"carteira de trabalho", kPis, u"BR", WordUse::Names},
        VocabularyRow{u"carteira de trabalho", kPis, u"", WordUse::Names},
        VocabularyRow{u"cartoes", kCard, u"", WordUse::Names},
        VocabularyRow{u"categoria", kCnh, u"", WordUse::Names},
        VocabularyRow{u"cbu", kCbu, u"", WordUse::Names},
        VocabularyRow{u"cc", kBankAccount, u"BR", WordUse::Names},
        VocabularyRow{u"cc", kCedula, u"CO", WordUse::Names},
        VocabularyRow{u"cedula", kRut | kCedula, u"CL", WordUse::Generic},
        VocabularyRow{u"cedula", kCedula | kRut, u"CO", WordUse::Names},
        VocabularyRow{u"cedula", kRut | kCedula, u"", WordUse::Generic},
        VocabularyRow{u"cedula de ciudadania", kCedula, u"", WordUse::Names},
        VocabularyRow{u"cel", kPhone, u"", WordUse::Names},
        VocabularyRow{u"cell", kPhone, u"", WordUse::Names},
        VocabularyRow{u"cellphone", kPhone, u"", WordUse::Names},
        VocabularyRow{u"celular", kPhone, u"", WordUse::Names},
        VocabularyRow{u"cep", kCep, u"", WordUse::Names},
        VocabularyRow{u"chamado", 0, u"", WordUse::Protocol},
        VocabularyRow{u"chave", kPixKey, u"", WordUse::Transfer},
        VocabularyRow{u"chave da api", kApiKey, u"", WordUse::Names},
        VocabularyRow{u"chave da casa", kPixKey, u"", WordUse::Nothing},
        VocabularyRow{u"chave de acesso", kPixKey, u"", WordUse::Nothing},
        VocabularyRow{u"chave de api", kPixKey | kApiKey, u"", WordUse::Nothing},
        VocabularyRow{u"chave de seguranca", kPixKey, u"", WordUse::Nothing},
        VocabularyRow{u"chave do carro", kPixKey, u"", WordUse::Nothing},
        VocabularyRow{u"chave pix", kPixKey, u"", WordUse::Transfer},
        VocabularyRow{u"cid", kCardCode, u"", WordUse::Generic},
        VocabularyRow{u"cin", kRg, u"", WordUse::Names},
        VocabularyRow{u"clabe", kClabe, u"", WordUse::Names},
        VocabularyRow{u"clabe interbancaria", kClabe, u"", WordUse::Names},
        VocabularyRow{u"clave", kPassword, u"", WordUse::Names},
        VocabularyRow{u"clave api", kApiKey, u"", WordUse::Names},
        VocabularyRow{u"clave bancaria", 0, u"", WordUse::Nothing},
        VocabularyRow{u"clave bancaria uniforme", kCbu, u"", WordUse::Names},
        VocabularyRow{u"clave de api", kApiKey, u"", WordUse::Names},
        VocabularyRow{u"clave de elector", 0, u"", WordUse::Nothing},
        VocabularyRow{u"clave pix", 0, u"", WordUse::Nothing},
        VocabularyRow{u"clave virtual uniforme", kCbu, u"", WordUse::Names},
        VocabularyRow{u"claves", kPassword, u"", WordUse::Names},
        VocabularyRow{u"client secret", kApiKey, u"", WordUse::Names},
        VocabularyRow{u"cnh", kCnh, u"", WordUse::Names},
        VocabularyRow{u"cnpj", kCnpj, u"", WordUse::Names},
        VocabularyRow{u"cns", kHealthCard, u"", WordUse::Names},
        VocabularyRow{u"cod de seguranca", kCardCode, u"", WordUse::Names},
        VocabularyRow{u"cod seg", kCardCode, u"", WordUse::Names},
        VocabularyRow{u"cod seguranca", kCardCode, u"", WordUse::Names},
        VocabularyRow{u"code", kOneTimeCode, u"", WordUse::Generic},
        VocabularyRow{u"codigo", kOneTimeCode, u"", WordUse::Generic},
        VocabularyRow{u"codigo civil", 0, u"", WordUse::Nothing},
        VocabularyRow{u"codigo da loja", 0, u"", WordUse::Nothing},
        VocabularyRow{u"codigo de area", 0, u"", WordUse::Nothing},
        VocabularyRow{u"codigo de barras", kBoleto, u"", WordUse::Names},
        VocabularyRow{u"codigo de confirmacao", kOneTimeCode, u"", WordUse::Names},
        VocabularyRow{u"codigo de defesa", 0, u"", WordUse::Nothing},
        VocabularyRow{u"codigo de desconto", 0, u"", WordUse::Nothing},
        VocabularyRow{u"codigo de postagem", 0, u"", WordUse::Nothing},
        VocabularyRow{u"codigo de producto", 0, u"", WordUse::Nothing},
        VocabularyRow{u"codigo de rastreamento", 0, u"", WordUse::Nothing},
        VocabularyRow{u"codigo de rastreio", 0, u"", WordUse::Nothing},
        VocabularyRow{u"codigo de seguimiento", 0, u"", WordUse::Nothing},
        VocabularyRow{u"codigo de seguranca", kCardCode, u"", WordUse::Names},
        VocabularyRow{u"codigo de seguridad", kCardCode, u"", WordUse::Names},
        VocabularyRow{u"codigo de verificacao", kOneTimeCode, u"", WordUse::Names},
        VocabularyRow{u"codigo do cliente", 0, u"", WordUse::Nothing},
        VocabularyRow{u"codigo do pedido", 0, u"", WordUse::Nothing},
        VocabularyRow{u"codigo do produto", 0, u"", WordUse::Nothing},
        VocabularyRow{u"codigo penal", 0, u"", WordUse::Nothing},
        VocabularyRow{u"codigo postal", kCep, u"", WordUse::Names},
        VocabularyRow{u"codigo promocional", 0, u"", WordUse::Nothing},
        VocabularyRow{u"confirmacao", kOneTimeCode, u"", WordUse::Names},
        VocabularyRow{u"conta", kBankAccount, u"", WordUse::Names},
        VocabularyRow{u"conta corrente", kBankAccount, u"", WordUse::Names},
        VocabularyRow{u"conta poupanca", kBankAccount, u"", WordUse::Names},
        VocabularyRow{u"contacto", kPhone, u"", WordUse::Generic},
        VocabularyRow{u"contato", kPhone, u"", WordUse::Generic},
        VocabularyRow{u"contrasena", kPassword, u"", WordUse::Names},
        VocabularyRow{u"contrasenas", kPassword, u"", WordUse::Names},
        VocabularyRow{u"convenio", kHealthCard, u"", WordUse::Generic},
        VocabularyRow{u"copia e cola", kPixKey, u"", WordUse::Transfer},
        VocabularyRow{u"copia e cola pix", kPixCode, u"", WordUse::Names},
        VocabularyRow{u"correio", kEmail, u"", WordUse::Names},
        VocabularyRow{u"corrente", kBankAccount, u"", WordUse::Names},
        VocabularyRow{u"correo", kEmail, u"", WordUse::Names},
        VocabularyRow{u"cpf", kCpf, u"", WordUse::Names},
        VocabularyRow{u"cpfs", kCpf, u"", WordUse::Names},
        VocabularyRow{u"credit", kCard, u"", WordUse::Generic},
        VocabularyRow{u"credito", kCard, u"", WordUse::Names},
        VocabularyRow{u"crlv", kRenavam, u"", WordUse::Names},
        VocabularyRow{u"ctps", kPis, u"BR", WordUse::Names},
        VocabularyRow{u"cuenta", kCbu | kIban, u"AR", WordUse::Generic},
        VocabularyRow{u"cuenta", kClabe | kIban, u"MX", WordUse::Generic},
        VocabularyRow{u"cuenta", kIban, u"", WordUse::Generic},
        VocabularyRow{u"cuil", kCuit, u"", WordUse::Names},
        VocabularyRow{u"cuit", kCuit, u"", WordUse::Names},
        VocabularyRow{u"curp", kCurp, u"", WordUse::Names},
        VocabularyRow{u"cvc", kCardCode, u"", WordUse::Names},
        VocabularyRow{u"cvc2", kCardCode, u"", WordUse::Names},
        VocabularyRow{u"cve", kCardCode, u"", WordUse::Names},
        VocabularyRow{u"cvu", kCbu, u"", WordUse::Names},
        VocabularyRow{u"cvv", kCardCode, u"", WordUse::Names},
        VocabularyRow{u"cvv2", kCardCode, u"", WordUse::Names},
        VocabularyRow{u"ddd", kPhone, u"", WordUse::Generic},
        VocabularyRow{u"debit", kCard, u"", WordUse::Generic},
        VocabularyRow{u"debito", kCard, u"", WordUse::Names},
        VocabularyRow{u"detran", kRg | kRenavam | kPlate, u"", WordUse::Names},
        VocabularyRow{u"digitos atras", kCardCode, u"", WordUse::Names},
        VocabularyRow{u"digitos de tras", kCardCode, u"", WordUse::Names},
        VocabularyRow{u"direccion ip", kIpAddress, u"", WordUse::Names},
        VocabularyRow{u"discount code", 0, u"", WordUse::Nothing},
        VocabularyRow{u"dni", kDni, u"", WordUse::Names},
        VocabularyRow{u"documento", kDni, u"AR", WordUse::Generic},
        VocabularyRow{u"documento", kCpf | kRg, u"BR", WordUse::Generic},
        VocabularyRow{u"documento", kRut, u"CL", WordUse::Generic},
        VocabularyRow{u"documento", kCedula, u"CO", WordUse::Generic},
        VocabularyRow{u"documento do carro", kRenavam, u"", WordUse::Names},
        VocabularyRow{u"documentos", kCpf | kRg, u"BR", WordUse::Generic},
        VocabularyRow{u"e mail", kEmail, u"", WordUse::Names},
        VocabularyRow{u"eleitor", kVoterId, u"", WordUse::Names},
        VocabularyRow{u"elo", kCard, u"", WordUse::Names},
        VocabularyRow{u"email", kEmail, u"", WordUse::Names},
        VocabularyRow{u"emitir nota", kCnpj, u"", WordUse::Generic},
        VocabularyRow{u"empresa", kCnpj, u"", WordUse::Generic},
        VocabularyRow{u"endereco", kCep, u"", WordUse::Names},
        VocabularyRow{u"endereco ip", kIpAddress, u"", WordUse::Names},
        VocabularyRow{u"entrega", kCep, u"", WordUse::Generic},
        VocabularyRow{u"exp", kCardExpiry, u"", WordUse::Names},
        VocabularyRow{u"expires", kCardExpiry, u"", WordUse::Names},
        VocabularyRow{u"expiry", kCardExpiry, u"", WordUse::Names},
        VocabularyRow{u"fatura", kBoleto, u"", WordUse::Names},
        VocabularyRow{u"faturar", kCnpj, u"", WordUse::Generic},
        VocabularyRow{u"faz um pix", kPixKey, u"", WordUse::Transfer},
        VocabularyRow{u"fgts", kPis, u"BR", WordUse::Names},
        VocabularyRow{u"folio", 0, u"", WordUse::Protocol},
        VocabularyRow{u"fone", kPhone, u"", WordUse::Names},
        VocabularyRow{u"fono", kPhone, u"", WordUse::Names},
        VocabularyRow{u"frete", kCep, u"", WordUse::Names},
        VocabularyRow{u"frota", kPlate, u"", WordUse::Names},
        VocabularyRow{u"habilitacao", kCnh, u"", WordUse::Names},
        VocabularyRow{u"hipercard", kCard, u"", WordUse::Names},
        VocabularyRow{u"iban", kIban, u"", WordUse::Names},
        VocabularyRow{u"identidade", kCpf | kRg, u"BR", WordUse::Generic},
        VocabularyRow{u"inscricao", kCnpj, u"", WordUse::Names},
        VocabularyRow{u"inss", kPis, u"BR", WordUse::Names},
        VocabularyRow{u"ip", kIpAddress, u"", WordUse::Names},
        VocabularyRow{u"ip address", kIpAddress, u"", WordUse::Names},
        VocabularyRow{u"ipv4", kIpAddress, u"", WordUse::Names},
        VocabularyRow{u"ipv6", kIpAddress, u"", WordUse::Names},
        VocabularyRow{u"ipva", kRenavam, u"", WordUse::Names},
        VocabularyRow{u"juizado", kCourtCase, u"", WordUse::Names},
        VocabularyRow{u"licenciamento", kRenavam, u"", WordUse::Names},
        VocabularyRow{u"liga", kPhone, u"", WordUse::Names},
        VocabularyRow{u"ligar", kPhone, u"", WordUse::Names},
        VocabularyRow{u"linha digitavel", kBoleto, u"", WordUse::Names},
        VocabularyRow{u"mail", kEmail, u"", WordUse::Names},
        VocabularyRow{u"manda no pix", kPixKey, u"", WordUse::Transfer},
        VocabularyRow{u"mastercard", kCard, u"", WordUse::Names},
        VocabularyRow{u"me chama", kPhone, u"", WordUse::Names},
        VocabularyRow{u"mei", kCnpj, u"", WordUse::Names},
        VocabularyRow{u"meu cpf", kCpf, u"", WordUse::Names},
        VocabularyRow{u"minha chave", kPixKey, u"", WordUse::Transfer},
        VocabularyRow{u"mobile", kPhone, u"", WordUse::Names},
        VocabularyRow{u"moto", kPlate, u"", WordUse::Generic},
        VocabularyRow{u"movil", kPhone, u"", WordUse::Names},
        VocabularyRow{u"multa", kPlate, u"", WordUse::Names},
        VocabularyRow{u"nf", kCnpj, u"", WordUse::Names},
        VocabularyRow{u"nis", kPis, u"BR", WordUse::Names},
        VocabularyRow{u"nis", kPis, u"", WordUse::Names},
        VocabularyRow{u"nit", kPis | kNit, u"BR", WordUse::Names},
        VocabularyRow{u"nit", kNit, u"", WordUse::Names},
        VocabularyRow{u"nota fiscal", kCnpj, u"", WordUse::Names},
        VocabularyRow{u"number", kPhone, u"", WordUse::Generic},
        VocabularyRow{u"numero", kPhone, u"", WordUse::Generic},
        VocabularyRow{u"numero de caso", 0, u"", WordUse::Protocol},
        VocabularyRow{u"numero de chamado", 0, u"", WordUse::Protocol},
        VocabularyRow{u"numero de protocolo", 0, u"", WordUse::Protocol},
        VocabularyRow{u"numero de ticket", 0, u"", WordUse::Protocol},
        VocabularyRow{u"numero do cartao", kCard, u"", WordUse::Names},
        VocabularyRow{u"numero do chamado", 0, u"", WordUse::Protocol},
        VocabularyRow{u"numero do protocolo", 0, u"", WordUse::Protocol},
        VocabularyRow{u"numeros", kPhone, u"", WordUse::Generic},
        VocabularyRow{u"numeros atras", kCardCode, u"", WordUse::Names},
        VocabularyRow{u"numeros de tras", kCardCode, u"", WordUse::Names},
        VocabularyRow{u"nº de protocolo", 0, u"", WordUse::Protocol},
        VocabularyRow{u"nº do chamado", 0, u"", WordUse::Protocol},
        VocabularyRow{u"one time code", kOneTimeCode, u"", WordUse::Names},
        VocabularyRow{u"orgao emissor", kRg, u"", WordUse::Names},
        VocabularyRow{u"otp", kOneTimeCode, u"", WordUse::Names},
        VocabularyRow{u"palabras clave", 0, u"", WordUse::Nothing},
        VocabularyRow{u"parcela", kCard, u"", WordUse::Names},
        VocabularyRow{u"parcelas", kCard, u"", WordUse::Names},
        VocabularyRow{u"pasaporte", kPassport, u"", WordUse::Names},
        VocabularyRow{u"pasep", kPis, u"BR", WordUse::Names},
        VocabularyRow{u"pasep", kPis, u"", WordUse::Names},
        VocabularyRow{u"passaporte", kPassport, u"", WordUse::Names},
        VocabularyRow{u"passcode", kPassword, u"", WordUse::Names},
        VocabularyRow{u"passport", kPassport, u"", WordUse::Names},
        VocabularyRow{u"passwd", kPassword, u"", WordUse::Names},
        VocabularyRow{u"password", kPassword, u"", WordUse::Names},
        VocabularyRow{u"passwords", kPassword, u"", WordUse::Names},
        VocabularyRow{u"phone", kPhone, u"", WordUse::Names},
        VocabularyRow{u"pin", kOneTimeCode, u"", WordUse::Names},
        VocabularyRow{u"pis", kPis, u"BR", WordUse::Names},
        VocabularyRow{u"pis", kPis, u"", WordUse::Names},
        VocabularyRow{u"pix", kPixKey, u"", WordUse::Transfer},
        VocabularyRow{u"placa", kPlate, u"", WordUse::Names},
        VocabularyRow{u"posto", kHealthCard, u"", WordUse::Generic},
        VocabularyRow{u"poup", kBankAccount, u"", WordUse::Names},
        VocabularyRow{u"poupanca", kBankAccount, u"", WordUse::Names},
        VocabularyRow{u"private key", kApiKey, u"", WordUse::Names},
        VocabularyRow{u"processo", kCourtCase, u"", WordUse::Names},
        VocabularyRow{u"processo judicial", kCourtCase, u"", WordUse::Names},
        VocabularyRow{u"processos", kCourtCase, u"", WordUse::Names},
        VocabularyRow{u"promo code", 0, u"", WordUse::Nothing},
        VocabularyRow{u"protocol number", 0, u"", WordUse::Protocol},
        VocabularyRow{u"protocolo", 0, u"", WordUse::Protocol},
        VocabularyRow{u"protocolo de atendimento", 0, u"", WordUse::Protocol},
        VocabularyRow{u"protocolos", 0, u"", WordUse::Protocol},
        VocabularyRow{u"punto clave", 0, u"", WordUse::Nothing},
        VocabularyRow{u"pwd", kPassword, u"", WordUse::Names},
        VocabularyRow{u"qr", kPixCode, u"", WordUse::Names},
        VocabularyRow{u"qr code", kPixCode, u"", WordUse::Names},
        VocabularyRow{u"qr code de", 0, u"", WordUse::Nothing},
        VocabularyRow{u"razao social", kCnpj, u"", WordUse::Names},
        VocabularyRow{u"razon social", kNit, u"CO", WordUse::Names},
        VocabularyRow{u"registro cnh", kCnh, u"", WordUse::Names},
        VocabularyRow{u"registro geral", kRg, u"", WordUse::Names},
        VocabularyRow{u"renach", kCnh, u"", WordUse::Names},
        VocabularyRow{u"renavam", kRenavam, u"", WordUse::Names},
        VocabularyRow{u"rfc", kRfc, u"", WordUse::Names},
        VocabularyRow{u"rg", kRg, u"", WordUse::Names},
        VocabularyRow{u"rol unico tributario", kRut, u"", WordUse::Names},
        VocabularyRow{u"rua", kCep, u"", WordUse::Generic},
        VocabularyRow{u"run", kRut, u"", WordUse::Names},
        VocabularyRow{u"rut", kRut, u"", WordUse::Names},
        VocabularyRow{u"saude", kHealthCard, u"", WordUse::Generic},
        VocabularyRow{u"secao", kVoterId, u"", WordUse::Names},
        VocabularyRow{u"secret", kApiKey, u"", WordUse::Names},
        VocabularyRow{u"secret key", kApiKey, u"", WordUse::Names},
        VocabularyRow{u"security code", kCardCode, u"", WordUse::Names},
        VocabularyRow{u"segunda via", kBoleto, u"", WordUse::Names},
        VocabularyRow{u"senha", kPassword, u"", WordUse::Names},
        VocabularyRow{u"senhas", kPassword, u"", WordUse::Names},
        VocabularyRow{u"seu cpf", kCpf, u"", WordUse::Names},
        VocabularyRow{u"sms", kOneTimeCode, u"", WordUse::Generic},
        VocabularyRow{u"ssp", kRg, u"", WordUse::Names},
        VocabularyRow{u"sus", kHealthCard, u"", WordUse::Names},
        VocabularyRow{u"swift", kIban, u"", WordUse::Names},
        VocabularyRow{u"tarjeta", kCard, u"", WordUse::Names},
        VocabularyRow{u"tax id", kCpf, u"", WordUse::Generic},
        VocabularyRow{u"taxpayer", kCpf, u"", WordUse::Generic},
        VocabularyRow{u"ted", kBankAccount, u"", WordUse::Names},
        VocabularyRow{u"tel", kPhone, u"", WordUse::Generic},
        VocabularyRow{u"telefone", kPhone, u"", WordUse::Names},
        VocabularyRow{u"telefono", kPhone, u"", WordUse::Names},
        VocabularyRow{u"ticket number", 0, u"", WordUse::Protocol},
        VocabularyRow{u"titular", kCpf, u"", WordUse::Names},
        VocabularyRow{u"titulo", kVoterId, u"", WordUse::Names},
        VocabularyRow{u"titulo de eleitor", kVoterId, u"", WordUse::Names},
        VocabularyRow{u"token", kOneTimeCode | kApiKey, u"", WordUse::Names},
        VocabularyRow{u"transferencia", kCbu, u"AR", WordUse::Generic},
        VocabularyRow{u"transferencia", kClabe, u"MX", WordUse::Generic},
        VocabularyRow{u"tse", kVoterId, u"", WordUse::Names},
        VocabularyRow{u"val", kCardExpiry, u"", WordUse::Names},
        VocabularyRow{u"validade", kCardExpiry, u"", WordUse::Names},
        VocabularyRow{u"vara", kCourtCase, u"", WordUse::Names},
        VocabularyRow{u"veiculo", kPlate, u"", WordUse::Generic},
        VocabularyRow{u"venc", kCardExpiry, u"", WordUse::Names},
        VocabularyRow{u"vence", kCardExpiry, u"", WordUse::Names},
        VocabularyRow{u"vencimento", kCardExpiry, u"", WordUse::Names},
        VocabularyRow{u"vencimiento", kCardExpiry, u"", WordUse::Names},
        VocabularyRow{u"verificacao", kOneTimeCode, u"", WordUse::Names},
        VocabularyRow{u"verificacion", kOneTimeCode, u"", WordUse::Names},
        VocabularyRow{u"verification code", kOneTimeCode, u"", WordUse::Names},
        VocabularyRow{u"verso", kCardCode, u"", WordUse::Generic},
        VocabularyRow{u"viber", kPhone, u"", WordUse::Names},
        VocabularyRow{u"visa", kCard, u"", WordUse::Names},
        VocabularyRow{u"whats", kPhone, u"", WordUse::Names},
        VocabularyRow{u"whatsapp", kPhone, u"", WordUse::Names},
        VocabularyRow{u"wpp", kPhone, u"", WordUse::Names},
        VocabularyRow{u"zap", kPhone, u"", WordUse::Names},
        VocabularyRow{u"zapzap", kPhone, u"", WordUse::Names},
        VocabularyRow{u"zip code", 0, u"", WordUse::Nothing},
        VocabularyRow{u"zona", kVoterId, u"", WordUse::Names},
        VocabularyRow{u"вайбер", kPhone, u"", WordUse::Names},
        VocabularyRow{u"едрпоу", kEdrpou, u"", WordUse::Names},
        VocabularyRow{u"закордонний паспорт", kPassport, u"", WordUse::Names},
        VocabularyRow{u"имейл", kEmail, u"", WordUse::Names},
        VocabularyRow{u"инн", kRnokpp, u"", WordUse::Names},
        VocabularyRow{u"картка", kCard, u"", WordUse::Names},
        VocabularyRow{u"картки", kCard, u"", WordUse::Names},
        VocabularyRow{u"карта", kCard, u"", WordUse::Names},
        VocabularyRow{u"карти", kCard, u"", WordUse::Names},
        VocabularyRow{u"карту", kCard, u"", WordUse::Names},
        VocabularyRow{u"картку", kCard, u"", WordUse::Names},
        VocabularyRow{u"ключ api", kApiKey, u"", WordUse::Names},
        VocabularyRow{u"код", kOneTimeCode, u"", WordUse::Generic},
        VocabularyRow{u"код безпеки", kCardCode, u"", WordUse::Names},
        VocabularyRow{u"код платника", kRnokpp, u"", WordUse::Names},
        VocabularyRow{u"код підприємства", kEdrpou, u"", WordUse::Names},
        VocabularyRow{u"код підтвердження", kOneTimeCode, u"", WordUse::Names},
        VocabularyRow{u"код єдрпоу", kEdrpou, u"", WordUse::Names},
        VocabularyRow{u"мобільний", kPhone, u"", WordUse::Names},
        VocabularyRow{u"мфо", kIban, u"", WordUse::Names},
        VocabularyRow{u"номер", kPhone, u"", WordUse::Generic},
        VocabularyRow{u"номер заявки", 0, u"", WordUse::Protocol},
        VocabularyRow{u"номер звернення", 0, u"", WordUse::Protocol},
        VocabularyRow{u"номер картки", kCard, u"", WordUse::Names},
        VocabularyRow{u"пароль", kPassword, u"", WordUse::Names},
        VocabularyRow{u"пароля", kPassword, u"", WordUse::Names},
        VocabularyRow{u"паспорт", kPassport, u"", WordUse::Names},
        VocabularyRow{u"паспорта", kPassport, u"", WordUse::Names},
        VocabularyRow{u"податковий номер", kRnokpp, u"", WordUse::Names},
        VocabularyRow{u"посвідчення", kIdCard | kPassport, u"", WordUse::Names},
        VocabularyRow{u"посвідчення особи", kIdCard | kPassport, u"", WordUse::Names},
        VocabularyRow{u"пошта", kEmail, u"", WordUse::Names},
        VocabularyRow{u"пін", kOneTimeCode, u"", WordUse::Names},
        VocabularyRow{u"рахунок", kIban, u"", WordUse::Generic},
        VocabularyRow{u"рнокпп", kRnokpp, u"", WordUse::Names},
        VocabularyRow{u"смс", kOneTimeCode, u"", WordUse::Generic},
        VocabularyRow{u"тел", kPhone, u"", WordUse::Names},
        VocabularyRow{u"телефон", kPhone, u"", WordUse::Names},
        VocabularyRow{u"термін дії", kCardExpiry, u"", WordUse::Names},
        VocabularyRow{u"унзр", kIdCard | kPassport, u"", WordUse::Names},
        VocabularyRow{u"єдрпоу", kEdrpou, u"", WordUse::Names},
        VocabularyRow{u"ід картка", kIdCard | kPassport, u"", WordUse::Names},
        VocabularyRow{u"ід картки", kIdCard | kPassport, u"", WordUse::Names},
        VocabularyRow{u"ідентифікаційний код", kRnokpp, u"", WordUse::Names},
        VocabularyRow{u"ідентифікаційний номер", kRnokpp, u"", WordUse::Names},
        VocabularyRow{u"імейл", kEmail, u"", WordUse::Names},
        VocabularyRow{u"іпн", kRnokpp, u"", WordUse::Names},
        // clang-format on
};

constexpr auto sortedRows()
{
    auto sorted = kRows;
    std::sort(sorted.begin(), sorted.end(), [](const VocabularyRow &left, const VocabularyRow &right) {
        return left.phrase != right.phrase ? left.phrase < right.phrase : left.country > right.country;
    });
    return sorted;
}

constexpr auto kSorted = sortedRows();

std::u16string_view unitsOf(QStringView text)
{
    return {text.utf16(), size_t(text.size())};
}

constexpr WordFilter filterOfFirstWords()
{
    WordFilter filter;
    for (const VocabularyRow &row : kSorted)
        filter.add(row.phrase.data(), std::min(row.phrase.size(), row.phrase.find(u' ')));
    return filter;
}

constexpr WordFilter kFirstWords = filterOfFirstWords();

const VocabularyRow *firstNotBefore(std::u16string_view phrase)
{
    return std::lower_bound(kSorted.data(), kSorted.data() + kSorted.size(), phrase,
                            [](const VocabularyRow &row, std::u16string_view key) { return row.phrase < key; });
}

} // namespace

const VocabularyRow *vocabularyRow(QStringView phrase, QStringView country)
{
    const std::u16string_view wanted = unitsOf(phrase);
    const VocabularyRow *const end = kSorted.data() + kSorted.size();
    for (const VocabularyRow *row = firstNotBefore(wanted); row != end && row->phrase == wanted; ++row) {
        if (row->country.empty() || row->country == unitsOf(country))
            return row;
    }
    return nullptr;
}

bool hasVocabularyWord(QByteArrayView folded)
{
    constexpr qsizetype kLongestWord = 32;
    const auto isLetter = [folded](qsizetype at) {
        return (folded[at] >= 'a' && folded[at] <= 'z') || uchar(folded[at]) >= 0x80;
    };
    if (folded.contains('\xC3'))
        return true; // letters with a tilde: its reader knows better
    std::array<char16_t, kLongestWord> word{};
    for (qsizetype at = 0; at < folded.size();) {
        if (!isLetter(at)) {
            ++at;
            continue;
        }
        const qsizetype start = at;
        while (at < folded.size() && (isLetter(at) || folded[at] == '\''))
            ++at;
        const QByteArrayView said = folded.sliced(start, at - start);
        const qsizetype length = said.size();
        if (length > kLongestWord || !kFirstWords.mayHave(folded.data() + start, size_t(length)))
            continue;
        std::copy_n(folded.data() + start, length, word.begin());
        if (startsVocabulary(QStringView(word.data(), length)))
            return true;
    }
    return false;
}

bool startsVocabulary(QStringView word)
{
    const std::u16string_view wanted = unitsOf(word);
    if (!kFirstWords.mayHave(wanted.data(), wanted.size()))
        return false;
    const VocabularyRow *const row = firstNotBefore(wanted);
    if (row == kSorted.data() + kSorted.size() || row->phrase.substr(0, wanted.size()) != wanted)
        return false;
    // A space sorts before every letter, so a phrase that has the word alone is the first of them.
    return row->phrase.size() == wanted.size() || row->phrase.at(wanted.size()) == u' ';
}

} // namespace atalaia
